using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Hosting;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Processes;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>What the attributes of steps and the bounds of loops say, from attributed C# through the engine.</summary>
public sealed class StepPolicyTests
{
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task Pauses_between_attempts_grow_to_their_cap_and_outlive_the_worker_with_one_key_for_all(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var run = await stage.BeginAsync(Workshop.Start("glue"));

        // Each attempt by a worker of its own, which starts in the pause before it.
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await stage.Host.UntilAsync(run.RunId, now => now.Status == RunStatus.Waiting && _ledger.Entries.Contains($"glue {attempt}"));
            await stage.RestartAsync();
            stage.Host.Time.Advance(TimeSpan.FromHours(attempt switch { 1 => 10, 2 => 20, _ => 25 }));
        }

        Assert.Equal("glued", await stage.ResultOfAsync(run));
        var rows = (await stage.StepsOfAsync(run.RunId)).Where(row => row.NodeId == "glue").ToList();
        Assert.Equal(
            [StepStatus.Failed, StepStatus.Failed, StepStatus.Failed, StepStatus.Completed], rows.Select(row => row.Status));
        var pauses = rows.Zip(rows.Skip(1), static (before, next) => next.StartedAt - before.EndedAt).ToList();
        Assert.All(pauses.Zip([10, 20, 25]), pair => Assert.True(pair.First >= TimeSpan.FromHours(pair.Second), $"{pair.First} of {pair.Second} hours"));
        Assert.Single(_ledger.Entries.Where(static entry => !entry.StartsWith("glue", StringComparison.Ordinal)).Distinct());
        Assert.Equal(["glue 1", "glue 2", "glue 3", "glue 4"], _ledger.Entries.Where(static entry => entry.StartsWith("glue", StringComparison.Ordinal)));
    }

    [Theory, CombinatorialStores]
    public async Task An_exception_that_is_not_to_be_retried_ends_the_step_at_once(StoreKind kind)
    {
        _ledger.Failing["glue 1"] = true;
        await using var stage = await OpenAsync(kind);

        var run = await stage.BeginAsync(Workshop.Start("glue"));
        var ended = await stage.EndOfAsync(run.RunId);

        Assert.Equal(RunStatus.Failed, ended.Status);
        Assert.Contains("cannot glue 1", ended.Error, StringComparison.Ordinal);
        Assert.Single(await stage.StepsOfAsync(run.RunId));
    }

    [Theory, CombinatorialStores]
    public async Task A_step_that_runs_at_most_once_is_not_repeated_by_the_worker_that_takes_over(StoreKind kind)
    {
        _ledger.Hanging["press"] = true;
        await using var stage = await OpenAsync(kind, static options => options.ShutdownGrace = TimeSpan.FromSeconds(1));
        var run = await stage.BeginAsync(Workshop.Start("press"));
        await stage.Host.UntilAsync(run.RunId, _ => _ledger.Entries.Count == 1);

        await stage.RestartAsync();
        var ended = await stage.EndOfAsync(run.RunId);

        Assert.Equal(RunStatus.Failed, ended.Status);
        Assert.Contains("OutcomeUnknown", Assert.Single(await stage.StepsOfAsync(run.RunId)).ErrorType, StringComparison.Ordinal);
        Assert.Equal(["press"], _ledger.Entries);
    }

    [Theory, CombinatorialStores]
    public async Task A_loop_past_its_bound_fails_the_run_or_ends_quietly_as_it_says(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);

        var strict = await stage.EndOfAsync((await stage.BeginAsync(Workshop.Start("polish"))).RunId);
        var lenient = await stage.BeginAsync(Workshop.Start("sand"));

        Assert.Equal(RunStatus.Failed, strict.Status);
        Assert.Contains("reached its limit of 3 rounds", strict.Error, StringComparison.Ordinal);
        Assert.Equal("3 strokes", await stage.ResultOfAsync(lenient));
        Assert.Equal(6, _ledger.Entries.Count);
    }

    [Theory, CombinatorialStores]
    public async Task A_program_is_a_step_whose_output_flows_on_and_whose_exit_code_can_be_handled(StoreKind kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a Unix sh.");
        await using var stage = await OpenAsync(kind);

        var well = await stage.BeginAsync(Workshop.Start("printf 42"));
        var badly = await stage.BeginAsync(Workshop.Start("echo no >&2; exit 7"));

        Assert.Equal("42", await stage.ResultOfAsync(well));
        Assert.Contains("7", await stage.ResultOfAsync(badly), StringComparison.Ordinal);
        var row = Assert.Single(await stage.StepsOfAsync(badly.RunId));
        Assert.Equal((StepStatus.Failed, true), (row.Status, row.Tolerated));
    }

    private Task<Stage> OpenAsync(StoreKind kind, Action<RunkonFlowOptions>? configure = null)
        => Stage.OpenAsync(
            kind,
            builder => { builder.Services.AddSingleton(_ledger).AddSingleton(new ProcessSteps()); builder.Add(Workshop.Registration); },
            configure);
}
