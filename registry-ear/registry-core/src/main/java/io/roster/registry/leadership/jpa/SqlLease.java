/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.leadership.jpa;

import io.roster.registry.leadership.model.Lease;
import io.roster.registry.leadership.model.NotLeading;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.ConfiguredDataSource;
import io.roster.registry.platform.jdbc.ResidentConnection;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The lease as a row.
 *
 * <p>Taking and releasing lock the row for update; a singleton's transaction holds it for key share
 * until its commit, so that no epoch begins in its midst. A renewal changes no key and so waits for
 * no singleton.
 */
@ApplicationScoped
public class SqlLease implements Lease {

  private static final String LOCK = "select 1 from leadership for update";

  private static final String TAKE =
      """
      update leadership
      set holder = ?, epoch = epoch + 1, expires_at = clock_timestamp() + make_interval(secs => ?), successor = ''
      where expires_at <= clock_timestamp()
        and (successor in ('', ?) or expires_at + make_interval(secs => ?) <= clock_timestamp())
      returning epoch
      """;

  private static final int LEASES_KEPT_FOR_A_SUCCESSOR = 2;

  private static final String CONFIRM =
      """
      select 1 from leadership
      where holder = ? and epoch = ? and expires_at > clock_timestamp()
      for key share
      """;

  private static final String RELEASE =
      "update leadership set expires_at = clock_timestamp() where holder = ? and epoch = ?";

  private static final String RENEW =
      """
      update leadership set expires_at = clock_timestamp() + make_interval(secs => ?)
      where holder = ? and epoch = ? and expires_at > clock_timestamp()
      returning stand_back_epoch = epoch
      """;

  private static final String HELD =
      "select holder, epoch, expires_at > clock_timestamp() from leadership";

  /** As weak as a renewal's lock: a singleton in the midst of its work holds nobody up. */
  private static final String LOCK_AGAINST_RENEWAL = HELD + " for no key update";

  private static final String ASK_TO_STAND_BACK =
      "update leadership set stand_back_epoch = epoch, successor = ?";

  @PersistenceContext private EntityManager entities;

  private final Object opening = new Object();
  private @Nullable ResidentConnection resident;

  /** For the container. */
  public SqlLease() {}

  public SqlLease(EntityManager entities, ResidentConnection resident) {
    this.entities = entities;
    this.resident = resident;
  }

  @Override
  public OptionalLong take(String holder, Duration length) {
    entities.createNativeQuery(LOCK).getResultList();
    List<?> epochs =
        entities
            .createNativeQuery(TAKE)
            .setParameter(1, holder)
            .setParameter(2, length.toMillis() / 1e3)
            .setParameter(3, holder)
            .setParameter(4, LEASES_KEPT_FOR_A_SUCCESSOR * length.toMillis() / 1e3)
            .getResultList();
    return epochs.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(((Number) epochs.get(0)).longValue());
  }

  @Override
  public void confirm(String holder, long epoch) {
    boolean leads =
        !entities
            .createNativeQuery(CONFIRM)
            .setParameter(1, holder)
            .setParameter(2, epoch)
            .getResultList()
            .isEmpty();
    if (!leads) {
      throw new NotLeading(holder);
    }
  }

  @Override
  public boolean release(String holder, long epoch) {
    entities.createNativeQuery(LOCK).getResultList();
    return entities
            .createNativeQuery(RELEASE)
            .setParameter(1, holder)
            .setParameter(2, epoch)
            .executeUpdate()
        == 1;
  }

  @Override
  public Renewal renew(String holder, long epoch, Duration length) {
    return call(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(RENEW)) {
            update.setDouble(1, length.toMillis() / 1e3);
            update.setString(2, holder);
            update.setLong(3, epoch);
            try (ResultSet row = update.executeQuery()) {
              if (!row.next()) {
                return Renewal.LOST;
              }
              return row.getBoolean(1) ? Renewal.UNWANTED : Renewal.LASTS;
            }
          }
        });
  }

  @Override
  public Held lock() {
    Object[] row = (Object[]) entities.createNativeQuery(LOCK_AGAINST_RENEWAL).getSingleResult();
    return new Held((String) row[0], ((Number) row[1]).longValue(), (Boolean) row[2]);
  }

  @Override
  public void askToStandBack(String successor) {
    entities.createNativeQuery(ASK_TO_STAND_BACK).setParameter(1, successor).executeUpdate();
  }

  @Override
  public Held held() {
    return call(SqlLease::read);
  }

  private static Held read(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(HELD);
        ResultSet row = query.executeQuery()) {
      row.next();
      return new Held(row.getString(1), row.getLong(2), row.getBoolean(3));
    }
  }

  private <T> T call(ResidentConnection.Work<T> work) {
    try {
      return resident().call(work);
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }

  private ResidentConnection resident() {
    synchronized (opening) {
      ResidentConnection kept = resident;
      if (kept == null) {
        kept = new ResidentConnection(new ConfiguredDataSource());
        resident = kept;
      }
      return kept;
    }
  }

  @PreDestroy
  void close() {
    synchronized (opening) {
      if (resident != null) {
        resident.close();
        resident = null;
      }
    }
  }
}
