/**
 * The fault laboratory: provokes each fault on the stage, takes the gateway's log as the truth
 * about what failed and the injected fault as the truth about why, and compares with what the agent
 * has said.
 */
package com.example.laboratory;
