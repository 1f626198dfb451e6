using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Policies;

namespace RunkonFlow.Typed.Generators.Tests.Policies;

public sealed class PolicyTests
{
    [Fact]
    public void A_step_without_attributes_has_one_attempt_and_no_limit() => Assert.Equal("", Emit("", "[Step]"));

    [Fact]
    public void Timeout_and_flags_are_emitted()
        => Assert.Equal(
            ", Timeout = global::System.TimeSpan.FromSeconds(30), Commits = true, AtMostOnce = true",
            Emit("", """[Step(Timeout = "30s", Commits = true, AtMostOnce = true)]"""));

    [Fact]
    public void A_retry_is_emitted_with_all_its_parts()
        => Assert.Equal(
            ", Retry = new global::RunkonFlow.Typed.RetryPolicy([new global::RunkonFlow.Typed.RetryRule { MaxAttempts = 5,"
            + " Delay = global::System.TimeSpan.FromSeconds(2), Backoff = global::RunkonFlow.Typed.Backoff.Linear,"
            + " MaxDelay = global::System.TimeSpan.FromMinutes(1), Jitter = false }])",
            Emit("", """[Step, Retry(MaxAttempts = 5, Delay = "2s", Backoff = Backoff.Linear, MaxDelay = "1m", Jitter = false)]"""));

    [Fact]
    public void A_pause_longer_than_the_longest_by_default_is_not_cut_short()
    {
        Assert.Contains("MaxDelay = global::System.TimeSpan.FromHours(2)", Emit("", """[Step, Retry(Delay = "2h")]"""), StringComparison.Ordinal);
        Assert.Contains("MaxDelay = global::System.TimeSpan.FromHours(1)", Emit("", """[Step, Retry(Delay = "2h", MaxDelay = "1h")]"""), StringComparison.Ordinal);
        Assert.Contains("MaxDelay = global::System.TimeSpan.FromMinutes(5)", Emit("", """[Step, Retry(Delay = "2s")]"""), StringComparison.Ordinal);
    }

    [Fact]
    public void The_most_derived_exception_is_asked_first_and_every_one_last()
        => Assert.Equal(
            ["System.IO.FileNotFoundException 1", "System.IO.IOException 8", "System.TimeoutException 2", "every one 3"],
            Rules("", "[Step, Retry, Retry<TimeoutException>(MaxAttempts = 2), Retry<System.IO.IOException>(MaxAttempts = 8), NoRetry<System.IO.FileNotFoundException>]"));

    [Fact]
    public void The_class_speaks_for_what_a_step_leaves_open()
        => Assert.Equal(
            ["System.IO.IOException 8", "System.TimeoutException 1", "every one 5"],
            Rules("[Retry(MaxAttempts = 9), Retry<System.IO.IOException>(MaxAttempts = 8), NoRetry<TimeoutException>]", "[Step, Retry(MaxAttempts = 5)]"));

    [Fact]
    public void Of_two_rules_for_one_exception_no_retry_wins()
        => Assert.Equal(["System.TimeoutException 1"], Rules("", "[Step, Retry<TimeoutException>, NoRetry<TimeoutException>]"));

    private static string[] Rules(string onClass, string onStep)
        => [.. Parse(onClass, onStep).Rules.Select(rule => $"{rule.Exception?["global::".Length..] ?? "every one"} {rule.MaxAttempts}")];

    private static string Emit(string onClass, string onStep) => PolicyEmitter.Initializers(Parse(onClass, onStep));

    private static StepPolicyModel Parse(string onClass, string onStep)
    {
        var compilation = Compilations.Create($$"""
            using RunkonFlow.Typed;
            {{onClass}} public sealed class Steps { {{onStep}} public Task WorkAsync() => Task.CompletedTask; }
            """);
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity >= DiagnosticSeverity.Warning);
        return PolicyParser.Parse((IMethodSymbol)compilation.GetTypeByMetadataName("Steps")!.GetMembers("WorkAsync").Single());
    }
}
