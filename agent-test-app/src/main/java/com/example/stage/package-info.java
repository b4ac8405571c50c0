/**
 * The stage that faults play on: database, third parties, gateway, shop process and visitors, all
 * of them real.
 */
package com.example.stage;
