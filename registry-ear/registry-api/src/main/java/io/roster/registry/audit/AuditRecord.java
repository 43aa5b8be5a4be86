/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.audit;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What somebody asked for.
 *
 * @param id counts up
 * @param actor who: {@code user:ann}
 * @param origin from where
 * @param action what: {@code DRAIN_WORKER}, {@code ACCOUNT_CREATED}, {@code LOG_IN}
 * @param target on what
 * @param reason why, in their words; may be empty
 * @param requestId the idempotency key; may be empty
 * @param command the command's id; empty when it became none
 * @param expectedRevision at which they had looked
 * @param detail why it was refused, or what else there is to say; may be empty
 * @param revision of the journal at that time; what it changed is told soon after it
 */
public record AuditRecord(
    long id,
    Instant time,
    String actor,
    String origin,
    String action,
    String target,
    AuditResult result,
    String reason,
    String requestId,
    String command,
    OptionalLong expectedRevision,
    String detail,
    long revision) {}
