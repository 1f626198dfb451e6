using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>A job of another system is asked after until it ends, less and less often.</summary>
public sealed class OuterJobTests
{

    [Theory, CombinatorialStores]
    public async Task An_outer_job_is_polled_with_growing_pauses_until_it_ends(StoreKind kind)
    {
        JobSystem? system = null;
        await using var stage = await OpenAsync(kind, time => system ??= new(time, TimeSpan.FromMinutes(20)));

        var run = await stage.BeginAsync(OuterJob.Start("render"));

        Assert.Equal("render done", await stage.ResultOfAsync(run));
        Assert.Equal(1, system!.Jobs);
        var rows = await stage.StepsOfAsync(run.RunId);
        var pauses = rows.Where(row => row.NodeId == "delay").Select(row => (row.DueAt - row.StartedAt)!.Value.TotalSeconds).ToList();
        Assert.InRange(pauses.Count, 6, 10);
        Assert.Equal([10, 20, 40, 80, 160, 240, 240, 240, 240, 240], [.. pauses, .. Enumerable.Repeat(240d, 10 - pauses.Count)]);
        Assert.Equal(pauses.Count, system.Answers);
        Assert.Equal(pauses.Count, rows.Count(row => row is { NodeId: "ask", Status: Persistence.StepStatus.Completed }));
        Assert.Contains(rows, row => row is { NodeId: "ask", Attempt: 2 });
    }

    [Theory, CombinatorialStores]
    public async Task The_job_is_handed_over_once_although_the_worker_changes_while_it_is_polled(StoreKind kind)
    {
        JobSystem? system = null;
        await using var stage = await OpenAsync(kind, time => system ??= new(time, TimeSpan.FromMinutes(10), fails: true));
        var run = await stage.BeginAsync(OuterJob.Start("render"));
        await stage.ParkedAsync(run.RunId);

        await stage.RestartAsync();
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(async () => await stage.ResultOfAsync(run));

        Assert.Equal("job 0 failed", failed.Failure.Message);
        Assert.Equal(1, system!.Jobs);
    }

    private static Task<Stage> OpenAsync(StoreKind kind, Func<TimeProvider, JobSystem> system) => Stage.OpenAsync(kind, builder =>
    {
        builder.Services.AddSingleton(services => system(services.GetRequiredService<TimeProvider>()));
        builder.Add(OuterJob.Registration);
    });
}
