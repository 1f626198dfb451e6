using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;
using RunkonFlow.Typed.SqlServer.Tables;
using RunkonFlow.Typed.SqlServer.Writing;

namespace RunkonFlow.Typed.SqlServer.Tests.Writing;

/// <summary>What this assembly allocates to hand a commit to the driver, which allocates more behind it.</summary>
public sealed class CommitAllocationTests
{
    private const int Commits = 500;
    private static readonly byte[] s_bytes = new byte[300];

    [Fact]
    public void A_commit_in_plain_parameters_allocates_nothing()
    {
        var lane = new CommitLane();
        using var connection = new SqlConnection();
        var commit = Steps(RunId.New(TimeProvider.System));

        var bytes = Measure(() => lane.Begin(Alone(lane, Next(commit))).ToCommand(connection, "rf", 30), lane);

        Assert.Equal(0, bytes);
    }

    [Fact]
    public void A_batch_in_tables_allocates_nothing_also_while_the_driver_reads_it()
    {
        var lane = new CommitLane();
        using var connection = new SqlConnection();
        var commits = Enumerable.Range(0, 20).Select(_ => Steps(RunId.New(TimeProvider.System))).ToArray();
        var requests = commits.Select(_ => new CommitRequest()).ToList();

        var bytes = Measure(
            () =>
            {
                for (var i = 0; i < commits.Length; i++) requests[i].Set(Next(commits[i]), null);
                var command = lane.Begin(requests).ToCommand(connection, "rf", 30);
                for (var i = 0; i < command.Parameters.Count; i++) Read((TableRowReader)command.Parameters[i].Value);
            },
            lane);

        Assert.Equal(0, bytes);
    }

    [Fact]
    public void A_command_of_a_call_that_failed_is_not_used_again()
    {
        var lane = new CommitLane();
        using var connection = new SqlConnection();
        var commit = Steps(RunId.New(TimeProvider.System));
        ICall call = lane.Begin(Alone(lane, commit));

        var first = call.ToCommand(connection, "rf", 30);
        var second = call.ToCommand(connection, "rf", 30);
        lane.End();
        var third = lane.Begin(Alone(lane, Next(commit))).ToCommand(connection, "rf", 30);

        Assert.NotSame(first, second);
        Assert.Same(second, third);
    }

    private static long Measure(Action act, CommitLane lane)
    {
        for (var i = 0; i < Commits; i++) Once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Commits; i++) Once();
        return GC.GetAllocatedBytesForCurrentThread() - before;

        void Once()
        {
            act();
            lane.End();
        }
    }

    private static List<CommitRequest> Alone(CommitLane lane, RunCommit commit)
    {
        lane.Batch.Clear();
        lane.Batch.Add(lane.Alone.Set(commit, null));
        return lane.Batch;
    }

    /// <summary>One step has ended, the next has begun, in a loop; every kind of value is there.</summary>
    private static RunCommit Steps(RunId run)
    {
        var commit = new RunCommit
        {
            RunId = run,
            Generation = 1,
            Status = RunStatus.Running,
            Shape = "shape",
            AtNode = "review",
            MakesProgress = true,
            FinalizersDueAt = DateTimeOffset.UnixEpoch,
        };
        return Next(commit);
    }

    private static RunCommit Next(RunCommit commit)
    {
        commit.Sequence++;
        commit.Frame = s_bytes.AsMemory(3, 200);
        commit.Steps.Clear();
        var round = (int)(commit.Sequence % 1000);
        commit.Steps.Add(Row(round, StepStatus.Failed) with { Output = s_bytes.AsMemory(0, 20), Error = "it failed", ErrorType = "Late", Progress = new(1, 2), EndedAt = DateTimeOffset.UnixEpoch });
        commit.Steps.Add(Row(round + 1, StepStatus.Running) with { Round = round, StartedAt = DateTimeOffset.UnixEpoch });
        return commit;
    }

    private static StepWrite Row(int round, StepStatus status) => new()
    {
        NodeId = "review",
        StepName = "review",
        Role = "step",
        Path = default(IterationPath).Then(round),
        Attempt = 1,
        Position = round,
        Status = status,
    };

    /// <summary>Reads as the driver does: by the columns' types.</summary>
    private static void Read(TableRowReader reader)
    {
        var columns = reader.GetSchemaTable().Rows.Count;
        while (reader.Read())
        {
            for (var column = 0; column < columns; column++)
            {
                if (reader.IsDBNull(column)) continue;
                var type = reader.GetFieldType(column);
                if (type == typeof(string)) _ = reader.GetString(column);
                else if (type == typeof(long)) _ = reader.GetInt64(column);
                else if (type == typeof(int)) _ = reader.GetInt32(column);
                else if (type == typeof(byte)) _ = reader.GetByte(column);
                else if (type == typeof(bool)) _ = reader.GetBoolean(column);
                else if (type == typeof(DateTime)) _ = reader.GetDateTime(column);
                else _ = reader.GetBytes(column, 0, null, 0, 0);
            }
        }
    }
}
