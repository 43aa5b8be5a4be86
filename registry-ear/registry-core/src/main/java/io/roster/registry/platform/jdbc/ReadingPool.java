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
 * Connections for those who look: a pool of its own, so that no console takes a connection away
 * from the fleet.
 */
@DataSourceDefinition(
    name = ReadingPool.JNDI_NAME,
    className = "io.roster.registry.platform.jdbc.ReadingDataSource",
    transactional = false,
    initialPoolSize = 0,
    minPoolSize = 0,
    maxPoolSize = 8,
    maxIdleTime = 60,
    properties = {
      "fish.payara.is-connection-validation-required=true",
      "fish.payara.connection-validation-method=custom-validation",
      "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation",
      "fish.payara.fail-all-connections=true",
      "fish.payara.max-wait-time-in-millis=4000"
    })
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class ReadingPool {

  static final String JNDI_NAME = "java:app/jdbc/roster-reading";

  @Resource(lookup = JNDI_NAME)
  private DataSource pool;

  public DataSource pool() {
    return pool;
  }
}
