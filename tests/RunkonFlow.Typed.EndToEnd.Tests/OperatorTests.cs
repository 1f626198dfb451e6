using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Processes;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>What an operator sees of runs: events as they come, who did what, lists, and what retention leaves.</summary>
public sealed class OperatorTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task A_run_is_watched_from_another_process_without_a_gap_to_its_last_event(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var watched = await stage.JoinAsync();
        var run = await stage.BeginAsync(Hurry.Start(false));

        var events = await watched.Client.WatchAsync(run.RunId, cancellationToken: TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal("in time", await stage.ResultOfAsync(run));
        Assert.Equal(Enumerable.Range(1, events.Count).Select(static n => (long)n), events.Select(static e => e.Number));
        Assert.Equal(("run-created", "run-completed"), (events[0].Kind, events[^1].Kind));
        var steps = await stage.StepsOfAsync(run.RunId);
        Assert.All(steps, step => Assert.Contains(events, e => e.NodeId == step.NodeId && e.Path == step.Path.ToString()));
        Assert.Equal(events.Skip(2), await stage.Client.GetEventsAsync(run.RunId, after: 2, s_none));
    }

    [Theory, CombinatorialStores]
    public async Task Each_command_is_in_the_audit_with_who_gave_it_and_what_was_answered(StoreKind kind)
    {
        _ledger.Hanging["polish 1"] = true;
        await using var stage = await OpenAsync(kind);
        var run = await stage.BeginAsync(Workshop.Start("polish"));
        await stage.Host.UntilAsync(run.RunId, _ => _ledger.Entries.Contains("polish 1"));

        await stage.Client.PauseAsync(run.RunId, "look at it", new() { By = "ann" }, s_none);
        await stage.Client.ResumeAsync(run.RunId, "looked", new() { By = "bob" }, s_none);
        await stage.Client.CancelAsync(run.RunId, "enough", options: new() { By = "cat" }, cancellationToken: s_none);
        await stage.EndOfAsync(run.RunId);
        await stage.Client.CancelAsync(run.RunId, "again", options: new() { By = "dan" }, cancellationToken: s_none);

        var audit = await stage.Client.GetAuditAsync(run.RunId, s_none);
        Assert.Equal(
            [("pause", "ann", "look at it"), ("resume", "bob", "looked"), ("cancel", "cat", "enough"), ("cancel", "dan", "again")],
            audit.Select(static entry => (entry.Verb, entry.By, entry.Reason!)));
        Assert.NotEqual(audit[2].Answer.Outcome, audit[3].Answer.Outcome);
        Assert.True(audit.Zip(audit.Skip(1)).All(static pair => pair.First.At <= pair.Second.At));
    }

    [Theory, CombinatorialStores]
    public async Task Runs_are_listed_newest_first_by_page_tag_and_status_and_purged_by_age(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var runs = new List<RunId>();
        for (var i = 0; i < 7; i++)
        {
            runs.Add((await stage.BeginAsync(Hurry.Start(false), new StartOptions { Tags = [i % 2 == 0 ? "even" : "odd"] })).RunId);
            stage.Host.Time.Advance(TimeSpan.FromSeconds(1));
        }
        foreach (var run in runs) await stage.EndOfAsync(run);

        var listed = new List<RunId>();
        var query = new RunQuery { Tag = "even", IncludeEnded = true, PageSize = 3 };
        for (var page = await stage.Client.ListAsync(query, s_none); ; page = await stage.Client.ListAsync(query with { After = page.Next }, s_none))
        {
            listed.AddRange(page.Runs.Select(static run => run.Id));
            if (page.Next is null) break;
        }
        Assert.Equal(runs.Where(static (_, i) => i % 2 == 0).Reverse(), listed);
        Assert.Empty((await stage.Client.ListAsync(new(), s_none)).Runs);

        var now = stage.Host.Time.GetUtcNow();
        Assert.Equal(0, await stage.Client.PurgeAsync(now.AddDays(-1), s_none));
        Assert.Equal(7, await stage.Client.PurgeAsync(now.AddDays(1), s_none));
        Assert.Empty((await stage.Client.ListAsync(new() { IncludeEnded = true }, s_none)).Runs);
        Assert.Empty(await stage.Client.GetEventsAsync(runs[0], cancellationToken: s_none));
    }

    private Task<Stage> OpenAsync(StoreKind kind)
        => Stage.OpenAsync(kind, builder =>
        {
            builder.Services.AddSingleton(_ledger).AddSingleton(new ProcessSteps());
            builder.Add(Hurry.Registration).Add(Workshop.Registration);
        });
}
