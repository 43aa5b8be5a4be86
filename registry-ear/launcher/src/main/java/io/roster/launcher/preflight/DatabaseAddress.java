/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.preflight;

import io.roster.launcher.CannotStart;
import io.roster.launcher.postgres.DatabaseAccess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.postgresql.Driver;

/** A database that somebody else runs: its address as given, and whether it answers. */
public final class DatabaseAddress {

  private static final Logger DRIVER_LOG = Logger.getLogger("org.postgresql");
  private static final int OLDEST_SERVER = 140_000;
  private static final int ANSWER_SECONDS = 10;

  private DatabaseAddress() {}

  /**
   * Takes user and password out of a JDBC address.
   *
   * @param user the role to use when the address names none
   * @param password the password to use when the address names none
   */
  public static DatabaseAccess parse(String url, String user, Optional<String> password) {
    // Its warnings repeat the address, password and all; the sentences here say what is wrong.
    DRIVER_LOG.setLevel(Level.OFF);
    Properties parsed = Driver.parseURL(url, new Properties());
    if (parsed == null) {
      throw new CannotStart(
          withoutSecrets(url)
              + " is not the address of a PostgreSQL: write it as"
              + " jdbc:postgresql://HOST:5432/DATABASE?user=NAME.");
    }
    return new DatabaseAccess(
        withoutSecrets(url),
        parsed.getProperty("user", user),
        Optional.ofNullable(parsed.getProperty("password")).or(() -> password).orElse(""));
  }

  private static String withoutSecrets(String given) {
    // Not a form that JDBC knows, but one that people write.
    String url = given.replaceFirst("//[^/?]*@", "//");
    int query = url.indexOf('?');
    if (query < 0) {
      return url;
    }
    String kept =
        Arrays.stream(url.substring(query + 1).split("&"))
            .filter(part -> !part.startsWith("user=") && !part.startsWith("password="))
            .collect(Collectors.joining("&"));
    return url.substring(0, query) + (kept.isEmpty() ? "" : "?" + kept);
  }

  /**
   * Logs in once.
   *
   * @return the server's version
   */
  public static String requireAnswer(DatabaseAccess access) {
    Properties login = new Properties();
    login.setProperty("user", access.user());
    login.setProperty("password", access.password());
    login.setProperty("connectTimeout", String.valueOf(ANSWER_SECONDS));
    login.setProperty("loginTimeout", String.valueOf(ANSWER_SECONDS));
    login.setProperty("socketTimeout", String.valueOf(ANSWER_SECONDS));
    try (Connection connection = DriverManager.getConnection(access.url(), login)) {
      String version = connection.getMetaData().getDatabaseProductVersion();
      if (connection.getMetaData().getDatabaseMajorVersion() * 10_000 < OLDEST_SERVER) {
        throw new CannotStart(
            access.url() + " is PostgreSQL " + version + ": Roster needs 14 or newer.");
      }
      return version;
    } catch (SQLException e) {
      throw new CannotStart(sentence(access, e), e);
    }
  }

  private static String sentence(DatabaseAccess access, SQLException problem) {
    String state = Optional.ofNullable(problem.getSQLState()).orElse("");
    String says = String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    return switch (state) {
      case "28P01", "28000", "08004" ->
          "The database at "
              + access.url()
              + " refuses the role "
              + access.user()
              + " with this password ("
              + says
              + "). Give user and password in the address, or the password in PGPASSWORD.";
      case "3D000" ->
          "There is no database of that name at "
              + access.url()
              + ". Create it: CREATE DATABASE roster OWNER "
              + access.user()
              + ".";
      case "42501" ->
          "The role "
              + access.user()
              + " may not connect to "
              + access.url()
              + ": grant it CONNECT.";
      default ->
          "The database at "
              + access.url()
              + " does not answer ("
              + says
              + "). Check host, port and network, and that PostgreSQL runs there.";
    };
  }
}
