package com.example.stage;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a shop finds what is around it.
 *
 * @param agent the agent's jar, or null to run without it
 * @param collector where the agent sends its telemetry
 * @param profile of the gateway in front, as the agent is told
 */
public record ShopAddresses(
    Path agent,
    String collector,
    String database,
    int thirdPartyPort,
    String profile,
    Duration deadline) {}
