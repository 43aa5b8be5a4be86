/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrySettingsTest {

  @Test
  void defaults_are_those_of_the_reference() {
    Settings settings = read(Map.of());

    assertThat(settings.get(RegistrySettings.GRPC_HOST)).isEqualTo("127.0.0.1");
    assertThat(settings.get(RegistrySettings.GRPC_PORT)).isEqualTo(50051);
    assertThat(settings.get(RegistrySettings.GRPC_THREADS)).isEqualTo(64);
    assertThat(settings.get(RegistrySettings.HEARTBEAT_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.get(RegistrySettings.HEARTBEAT_INTERVAL)).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.get(ReferenceSettings.LEASE_MAX_TTL)).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.get(ReferenceSettings.MIN_WAIT_POLL)).isEqualTo(Duration.ofMillis(25));
    assertThat(settings.find(ReferenceSettings.DATABASE_FILE)).isEmpty();
  }

  @Test
  void every_key_is_read_back_as_it_was_given() {
    for (Setting<?> setting : RegistrySettings.TABLE.settings()) {
      String text = setting.fallback().orElseGet(() -> example(setting));
      Settings settings = read(companions(setting, text));

      assertThat((Object) settings.find(setting).orElseThrow())
          .as(setting.key())
          .isEqualTo(parsed(setting, text));
    }
  }

  @Test
  void keys_are_kebab_case_and_have_an_environment_name() {
    assertThat(RegistrySettings.TABLE.settings())
        .allSatisfy(
            setting -> assertThat(setting.key()).matches("roster(\\.[a-z0-9]+(-[a-z0-9]+)*)+"));
    assertThat(RegistrySettings.HEARTBEAT_TIMEOUT.environmentName())
        .isEqualTo("ROSTER_WORKER_HEARTBEAT_TIMEOUT");
  }

  @Test
  void no_two_settings_have_one_path_in_the_reference() {
    List<String> paths =
        RegistrySettings.TABLE.settings().stream()
            .flatMap(setting -> setting.referencePath().stream())
            .toList();

    assertThat(paths).doesNotHaveDuplicates().hasSizeGreaterThan(70);
  }

  @Test
  void unknown_keys_are_told_all_at_once() {
    assertThatThrownBy(
            () -> read(Map.of("roster.grpc.prot", "1", "roster.nonsense", "2", "other.key", "3")))
        .asInstanceOf(type(InvalidSettings.class))
        .extracting(InvalidSettings::problems)
        .isEqualTo(
            List.of(
                "roster.grpc.prot: there is no such setting; remove it or correct its spelling",
                "roster.nonsense: there is no such setting; remove it or correct its spelling"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "roster.grpc.port|70000|expected a number from 0 to 65535",
        "roster.grpc.threads|0|expected a number from 1",
        "roster.worker.heartbeat-timeout|-5s|must not be negative",
        "roster.worker.heartbeat-timeout|soon|expected a duration such as 30s",
        "roster.worker.heartbeat-timeout|30|expected a duration such as 30s",
        "roster.security.insecure|yes|expected true or false",
        "roster.log.level|LOUD|expected one of DEBUG, INFO, WARN, ERROR",
        "roster.limits.digest-writes.max-digest-bytes|2 parsecs|expected a size such as 512MiB",
      })
  void a_bad_value_gets_a_sentence(String key, String text, String sentence) {
    assertThatThrownBy(() -> read(Map.of(key, text)))
        .hasMessageContaining(key + " = " + text)
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "roster.worker.heartbeat-interval=20s|must be at least twice",
        "roster.worker.sweep-interval=31s|not above roster.worker.heartbeat-timeout",
        "roster.grpc.tls-cert=/c|belong together",
        "roster.grpc.tls-client-ca=/c|needs roster.grpc.tls-cert",
        "roster.grpc.tls-enabled=true|contradicts roster.grpc.tls-cert",
        "roster.grpc.advertise-host=127.0.0.1|not an address that another machine can reach",
        "roster.grpc.advertise-host=0.0.0.0|not an address that another machine can reach",
        "roster.security.token=a,roster.security.token-file=/t|give only one",
        "roster.database.password=a,roster.database.password-file=/t|give only one",
        "roster.limits.operation-leases.default-ttl=10m|must not be above",
        "roster.group-realization.min-wait-poll-interval=501|must not be above",
        "roster.transport-scheduler.group-dispatch.fairness-floor-ratio=1.1|from 0 to 1",
        "roster.worker.cleanup-interval=0s|must be above zero",
      })
  void values_that_contradict_each_other_are_refused(String given, String sentence) {
    Map<String, String> settings = new HashMap<>();
    for (String pair : given.split(",")) {
      settings.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }

    assertThatThrownBy(() -> read(settings)).hasMessageContaining(sentence);
  }

  @Test
  void secrets_are_never_shown() {
    Settings settings = read(Map.of("roster.security.token", "open-sesame"));

    assertThat(settings.effective()).noneMatch(each -> each.value().contains("open-sesame"));
    assertThatThrownBy(() -> read(Map.of("roster.database.password", " ")))
        .hasMessageContaining("roster.database.password = ");
  }

  @Test
  void a_provider_is_safe_and_wholly_described_and_lets_somebody_in() {
    assertThat(read(provider()).find(SingleSignOnSettings.CLIENT_ID)).contains("roster");
    assertProviderRefused("roster.console.oidc.issuer", "http://login.example.org", "https://");
    assertProviderRefused("roster.console.oidc.issuer", "", "belong together");
    assertProviderRefused("roster.console.oidc.client-id", "", "belong together");
    assertProviderRefused("roster.console.oidc.client-secret-file", "", "belong together");
    assertProviderRefused("roster.console.oidc.admin-groups", "", "nobody could enter");

    Map<String, String> local = new HashMap<>(provider());
    local.put("roster.console.oidc.issuer", "http://127.0.0.1:8180/realms/fleet");
    assertThat(read(local).find(SingleSignOnSettings.ISSUER)).isPresent();
  }

  private static void assertProviderRefused(String key, String instead, String why) {
    Map<String, String> given = new HashMap<>(provider());
    if (instead.isEmpty()) {
      given.remove(key);
    } else {
      given.put(key, instead);
    }
    assertThatThrownBy(() -> read(given))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(why);
  }

  @Test
  void enumerations_are_read_by_their_long_names_and_aliases_too() {
    Setting<?> mode = byKey("roster.transport-scheduler.mode");
    Setting<?> protocol = byKey("roster.otel.exporter-protocol");

    assertThat(parsed(mode, "TRANSPORT_SCHEDULER_MODE_GROUP_DISPATCH")).isEqualTo("GROUP_DISPATCH");
    assertThat(parsed(mode, "source_balance")).isEqualTo("SOURCE_BALANCE");
    assertThat(parsed(protocol, "http/protobuf")).isEqualTo("HTTP_PROTOBUF");
    assertThat(parsed(RegistrySettings.LOG_LEVEL, "Warning")).isEqualTo("WARN");
  }

  private static Settings read(Map<String, String> given) {
    return Settings.read(RegistrySettings.TABLE, given);
  }

  private static Setting<?> byKey(String key) {
    return RegistrySettings.TABLE.byKey(key).orElseThrow();
  }

  private static Object parsed(Setting<?> setting, String text) {
    return setting.type().parser().apply(text);
  }

  private static Map<String, String> companions(Setting<?> setting, String text) {
    Map<String, String> given = new HashMap<>(Map.of(setting.key(), text));
    if (setting.key().startsWith("roster.grpc.tls-")) {
      given.putIfAbsent("roster.grpc.tls-cert", "/cert");
      given.putIfAbsent("roster.grpc.tls-key", "/key");
    }
    if (setting.key().startsWith("roster.console.oidc.")) {
      provider().forEach(given::putIfAbsent);
    }
    return given;
  }

  private static Map<String, String> provider() {
    return Map.of(
        "roster.console.oidc.issuer", "https://login.example.org",
        "roster.console.oidc.client-id", "roster",
        "roster.console.oidc.client-secret-file", "/secret",
        "roster.console.oidc.admin-groups", "chiefs");
  }

  private static String example(Setting<?> setting) {
    if (setting == SingleSignOnSettings.ISSUER) {
      return "https://login.example.org";
    }
    SettingType<?> type = setting.type();
    if (type == SettingType.PATH) {
      return Path.of("/some/file").toString();
    }
    if (type == SettingType.FLAG) {
      return "true";
    }
    if (type == SettingType.DURATION) {
      return "7s";
    }
    if (type == SettingType.PORT || type == SettingType.COUNT) {
      return "7";
    }
    return type.name().startsWith("one of") ? type.name().split(" ")[2].replace(",", "") : "text";
  }
}
