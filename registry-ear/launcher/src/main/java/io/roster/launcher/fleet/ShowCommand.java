/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import com.google.protobuf.Message;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.roster.client.RosterClient;
import io.roster.launcher.Terminal;
import io.roster.launcher.Version;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks the registry something and shows the answer. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false)
abstract class ShowCommand<M extends Message> implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final RegistryOption registry = new RegistryOption();
  @Mixin private final OutputOption output = new OutputOption();

  /** What the registry answers. */
  abstract M ask(Channel registry);

  /** The answer for people. */
  abstract List<String> table(M answer, boolean wide);

  CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }

  RegistryOption registry() {
    return registry;
  }

  OutputOption output() {
    return output;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (RosterClient client = registry.connect()) {
      output.show(() -> ask(client.channel()), this::table, Terminal.standard());
      return 0;
    } catch (StatusRuntimeException e) {
      throw CallFailed.of(registry.called(), e);
    }
  }
}
