/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.preflight;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.launcher.CannotStart;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExposureTest {

  @Test
  void loopback_needs_nothing() {
    assertThatCode(() -> check(Map.of())).doesNotThrowAnyException();
    assertThatCode(() -> check(Map.of("roster.grpc.host", "::1"))).doesNotThrowAnyException();
  }

  @Test
  void another_address_needs_certificate_and_token() {
    assertThatThrownBy(() -> check(Map.of("roster.grpc.host", "0.0.0.0")))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("--tls-cert")
        .hasMessageContaining("--token-file")
        .hasMessageContaining("--insecure");
    assertThatThrownBy(
            () ->
                check(
                    Map.of(
                        "roster.grpc.host", "0.0.0.0",
                        "roster.grpc.tls-cert", "/c",
                        "roster.grpc.tls-key", "/k")))
        .isInstanceOf(CannotStart.class)
        .hasMessageNotContaining("--tls-cert")
        .hasMessageContaining("--token-file");
  }

  @Test
  void both_or_the_word_for_neither_pass() {
    assertThatCode(
            () ->
                check(
                    Map.of(
                        "roster.grpc.host", "0.0.0.0",
                        "roster.grpc.tls-cert", "/c",
                        "roster.grpc.tls-key", "/k",
                        "roster.security.token", "t")))
        .doesNotThrowAnyException();
    assertThatCode(
            () -> check(Map.of("roster.grpc.host", "0.0.0.0", "roster.security.insecure", "true")))
        .doesNotThrowAnyException();
  }

  private static void check(Map<String, String> given) {
    Exposure.check(Settings.read(RegistrySettings.TABLE, given));
  }
}
