/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.ops;

import io.roster.registry.platform.Arrival;
import jakarta.ejb.EJB;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Says that the start is over. This module is the last of the archive: while another one is being
 * deployed, it would take the processors from those who call.
 */
@WebListener
public class LastToStart implements ServletContextListener {

  @EJB private Arrival arrival;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    arrival.everythingIsDeployed();
  }
}
