/**
 * What agents cost, measured side by side: processes under load, each with another agent or none.
 */
package com.example.benchmark;
