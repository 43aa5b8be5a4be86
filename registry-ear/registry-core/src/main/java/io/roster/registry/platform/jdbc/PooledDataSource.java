/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import javax.sql.DataSource;

/**
 * Declares the server's pool of connections, so that the EAR needs nothing configured in the
 * server.
 */
@DataSourceDefinition(
    name = PooledDataSource.JNDI_NAME,
    className = "io.roster.registry.platform.jdbc.ConfiguredDataSource",
    initialPoolSize = 0,
    minPoolSize = 0,
    maxPoolSize = 32,
    maxIdleTime = 60,
    properties = {
      // A connection that died with the database is noticed before it is handed out, and its
      // siblings go with it.
      "fish.payara.is-connection-validation-required=true",
      "fish.payara.connection-validation-method=custom-validation",
      "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation",
      "fish.payara.fail-all-connections=true",
      "fish.payara.max-wait-time-in-millis=4000"
    })
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class PooledDataSource {

  static final String JNDI_NAME = "java:app/jdbc/roster";

  @Resource(lookup = JNDI_NAME)
  private DataSource pool;

  /**
   * Connections that take part in the caller's transaction, or commit each statement when there is
   * none.
   */
  public DataSource pool() {
    return pool;
  }
}
