/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.app;

import io.roster.registry.journal.model.Changes;
import io.roster.registry.key.KeyLookup;
import io.roster.registry.key.KeyOutcome;
import io.roster.registry.key.KeyService;
import io.roster.registry.key.KeySwap;
import io.roster.registry.key.KeyUpsert;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** The door to everything about keys. */
@Singleton
@Local(KeyService.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyRegistry implements KeyService {

  private UpsertKey upserting;
  private SwapKey swapping;
  private RevokeKey revoking;
  private KeyDirectory directory;
  private Changes changes;

  /** For the container. */
  @SuppressWarnings("NullAway.Init")
  public KeyRegistry() {}

  @Inject
  public KeyRegistry(
      UpsertKey upserting,
      SwapKey swapping,
      RevokeKey revoking,
      KeyDirectory directory,
      Changes changes) {
    this.upserting = upserting;
    this.swapping = swapping;
    this.revoking = revoking;
    this.directory = directory;
    this.changes = changes;
  }

  @Override
  public KeyOutcome upsert(KeyUpsert wish, Actor actor) {
    UpsertKey.validate(wish);
    return changes.change(lane(wish.key()), "UpsertKeyMapping", () -> upserting.run(wish, actor));
  }

  @Override
  public KeyOutcome swap(KeySwap wish, Actor actor) {
    SwapKey.validate(wish);
    return changes.change(lane(wish.key()), "SwapKeyMapping", () -> swapping.run(wish, actor));
  }

  @Override
  public boolean revoke(String key, Actor actor) {
    if (key.isBlank()) {
      throw new InvalidRequest("key", "is required");
    }
    return Names.isPlausible(key)
        && changes.change(lane(key), "RevokeKeyMapping", () -> revoking.run(key, actor));
  }

  private static String lane(String key) {
    return "key:" + key;
  }

  @Override
  public KeyLookup lookup() {
    return directory.lookup();
  }
}
