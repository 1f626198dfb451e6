using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.SqlServer.Tests.Cutting;

/// <summary>
/// The connection breaks before, in and behind each request and each reply of each writing operation in turn: the store answers,
/// and the database holds, what they would have without.
/// </summary>
public sealed class CuttingTests
{
    private static readonly CutCase[] s_cases =
    [
        new("create", async (store, stage) => $"{(await store.CreateRunAsync(new() { Id = stage.NewId, WorkflowName = "order", Key = "k", Tags = ["a"] })).Run.Status}"),
        new("claim", async (store, stage) =>
        {
            ClaimedRun[] into = [new()];
            var (count, _, _) = await store.ClaimRunsAsync(CutStage.Asking, into);
            return $"{count} {into[0].RunId == stage.Fresh} {into[0].Generation}";
        }),
        new("commit a step", async (store, stage) =>
        {
            var commit = CutStage.After(stage.Owned);
            commit.Steps.Add(CutStage.Step("first", StepStatus.Completed));
            commit.Steps.Add(CutStage.Step("second", StepStatus.Running));
            return Text(await store.CommitAsync(commit));
        }),
        new("commit the end", async (store, stage) =>
        {
            var commit = CutStage.After(stage.Owned);
            commit.Status = RunStatus.Completed;
            commit.Output = "1"u8.ToArray();
            return Text(await store.CommitAsync(commit));
        }),
        new("commit a child, a taken signal and items", async (store, stage) =>
        {
            var commit = CutStage.After(stage.Owned);
            commit.Steps.Add(CutStage.Step("many", StepStatus.Waiting) with { Role = "fan-out" });
            commit.TakenSignals.Add(1);
            commit.Children.Add(new() { Id = stage.NewId, WorkflowName = "order", ParentWorkflowRunId = stage.Owned.RunId, ParentNode = "child" });
            commit.FanOuts.Add(new()
            {
                NodeId = "many", Path = default, Attempt = 1, WorkflowName = "order", WorkflowVersion = 1, WorkflowTitle = "order",
                Items = [new("one", stage.NewChildId, "1"u8.ToArray(), "1"u8.ToArray(), [])],
            });
            return Text(await store.CommitAsync(commit));
        }),
        new("signal", async (store, stage) => Text(await store.SignalAsync(stage.AtGate, stage.Command, new("news", "2"u8.ToArray())))),
        new("vote", async (store, stage) => Text(await store.VoteAsync(stage.GateStep, stage.Command, "fine"))),
        new("approve", async (store, stage) => Text(await store.ApproveAsync(stage.GateStep, stage.Command, "fine"))),
        new("reject", async (store, stage) => Text(await store.RejectAsync(stage.GateStep, stage.Command, "no"))),
        new("cancel", async (store, stage) => Text(await store.RequestCancelAsync(stage.AtGate, stage.Command))),
        new("cancel an owned run", async (store, stage) => Text(await store.RequestCancelAsync(stage.Owned.RunId, stage.Command))),
        new("pause", async (store, stage) => Text(await store.RequestPauseAsync(stage.AtGate, stage.Command))),
        new("resume", async (store, stage) => Text(await store.ResumeAsync(stage.Suspended, stage.Command))),
        new("retry", async (store, stage) => Text(await store.RetryAsync(stage.Failed, stage.Command))),
        new("tags", async (store, stage) => Text(await store.SetTagsAsync(stage.Fresh, stage.Command, ["a", "b"]))),
        new("register", async (store, _) => (await store.RegisterWorkerAsync(new("w2", "test", CutStage.TimeToLive))).Token),
        new("heartbeat", async (store, stage) => $"{(await store.HeartbeatAsync(stage.Lease, CutStage.TimeToLive))?.Token}"),
        new("retire", (store, _) => store.RetireWorkerAsync("w1")),
        new("recover", async (store, _) => $"{await store.RecoverExpiredAsync()}"),
        new("acquire", async (store, stage) => $"{(await store.AcquireLeaseAsync(stage.Fresh, "host", CutStage.TimeToLive)).Generation}"),
        new("renew", async (store, stage) => $"{await store.RenewLeaseAsync(stage.Leased, "host", CutStage.TimeToLive)}"),
        new("insert a step", async (store, stage) => $"{await store.InsertStepAsync(stage.Leased, new() { StepName = "another", Role = "step", RetryCount = 0 }) > 0}"),
        new("insert an item", async (store, stage) => $"{await store.InsertFanOutItemAsync(stage.Leased, stage.LeasedStep, new("thing", "2", "ref", new Dictionary<string, string>())) > 0}"),
        new("release", async (store, stage) => $"{await store.ReleaseLeaseAsync(stage.Leased, "host")}"),
        new("update a step", async (store, stage) => $"{await store.UpdateStepAsync(stage.LeasedStep, new() { Generation = stage.Leased.Generation, Status = StepStatus.Running })}"),
        new("end a step", async (store, stage) =>
        {
            StepUpdate update = new() { Generation = stage.Leased.Generation, Status = StepStatus.Skipped, ResultText = "fine" };
            return $"{await store.UpdateStepAsync(stage.LeasedStep, update)}";
        }),
        new("set waiting", async (store, stage) => $"{await store.SetWaitingAsync(stage.Leased, stage.LeasedStep, "somebody")}"),
        new("update a status", async (store, stage) => $"{await store.UpdateRunStatusAsync(stage.Leased.RunId, stage.Leased, RunStatus.Failed, "over", "broken")}"),
        new("update a status without a fence", async (store, stage) => $"{await store.UpdateRunStatusAsync(stage.Suspended, null, RunStatus.Pending)}"),
        new("update items", (store, stage) => store.BatchUpdateFanOutItemsAsync(stage.Leased, [new(stage.LeasedItem, FanOutItemStatus.Running)])),
        new("purge", async (store, _) => $"{await store.PurgeAsync(DateTimeOffset.UtcNow.AddDays(1), 10)}"),
    ];

    public static TheoryData<string> Cases => [.. s_cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Has_one_effect_wherever_the_connection_breaks(string name)
    {
        var connectionString = new SqlConnectionStringBuilder(TestDatabase.Required());
        var (host, port) = Address(connectionString.DataSource);
        var one = s_cases.Single(known => known.Name == name);
        await using var proxy = new CuttingProxy(host, port);
        connectionString.DataSource = $"127.0.0.1,{proxy.Port}";

        var undisturbed = await ActAsync(one, proxy, connectionString.ConnectionString, cut: null);
        var requests = proxy.Requests;

        Assert.InRange(requests, 1, 20);
        for (var request = 1; request <= requests; request++)
        {
            foreach (var point in Enum.GetValues<CutPoint>())
            {
                var disturbed = await ActAsync(one, proxy, connectionString.ConnectionString, (request, point));
                Assert.True(proxy.HasCut, $"request {request} was not made");
                Assert.True(undisturbed == disturbed, $"cut {point} of request {request}:\n{disturbed}\nundisturbed:\n{undisturbed}");
            }
        }
    }

    private static async Task<string> ActAsync(CutCase one, CuttingProxy proxy, string connectionString, (int, CutPoint)? cut)
    {
        var options = await TestDatabase.EmptyAsync("rf_cutting", time: null);
        await using var direct = new SqlServerPersistence(options);
        var stage = await CutStage.SetAsync(direct);
        await using var store = new SqlServerPersistence(new() { ConnectionString = connectionString, Schema = options.Schema });
        // Logs in, so that the operation's requests are all that is counted.
        await store.GetUtcNowAsync(TestContext.Current.CancellationToken);
        proxy.Begin(cut);

        var answer = await one.Act(store, stage);

        return $"{answer}\n{await stage.PictureAsync(direct)}";
    }

    private static (string Host, int Port) Address(string dataSource)
    {
        var parts = dataSource.Replace("tcp:", "", StringComparison.Ordinal).Split(',');
        return (parts[0], parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 1433);
    }

    private static string Text(CommitResult result) => $"{result.IsApplied} {result.Sequence} {result.InboxSequence} {result.Reason}";

    private static string Text(CommandResult result) => $"{result.Outcome} {result.Message}";

}
