using System.Data.Common;
using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

// Only for stores that have transactions; the SQL is of the kind that every database speaks.
public abstract partial class PersistenceConformance
{
    [Fact]
    public async Task A_store_without_transactions_says_so()
    {
        Assert.SkipWhen(Store.HasTransactions, "The store has transactions.");

        await Assert.ThrowsAsync<NotSupportedException>(async () => await Store.CommitInTransactionAsync((_, _) => new(new RunCommit())));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await Store.ResolveCommitAsync(new RunCommit()));
    }

    [Fact]
    public async Task What_a_body_writes_and_the_commit_are_there_together()
    {
        var claimed = await WithUserTableAsync();

        var result = await Store.CommitInTransactionAsync(async (transaction, _) =>
        {
            await RunAsync(transaction, "INSERT INTO user_table (id) VALUES (1)");
            return Completing(claimed);
        });

        Assert.Equal((CommitOutcome.Applied, claimed.Sequence + 1), (result.Outcome, result.Sequence));
        Assert.Equal(StepStatus.Completed, Assert.Single(await Store.GetStepsAsync(claimed.RunId)).Status);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_commit_that_is_not_applied_takes_back_what_the_body_wrote()
    {
        var claimed = await WithUserTableAsync();
        var stale = Completing(claimed);
        stale.Generation--;

        var result = await Store.CommitInTransactionAsync(async (transaction, _) =>
        {
            await RunAsync(transaction, "INSERT INTO user_table (id) VALUES (1)");
            return stale;
        });

        Assert.Equal(CommitOutcome.Fenced, result.Outcome);
        Assert.Empty(await Store.GetStepsAsync(claimed.RunId));
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task What_a_body_throws_comes_out_and_nothing_is_written()
    {
        var claimed = await WithUserTableAsync();

        await Assert.ThrowsAsync<TimeZoneNotFoundException>(async () => await Store.CommitInTransactionAsync(async (transaction, _) =>
        {
            await RunAsync(transaction, "INSERT INTO user_table (id) VALUES (1)");
            throw new TimeZoneNotFoundException();
        }));

        Assert.Equal(0, await CountAsync());
        await AppliedAsync(Completing(claimed));
    }

    [Fact]
    public async Task A_body_that_commits_by_itself_is_taken_back()
    {
        var claimed = await WithUserTableAsync();

        await Assert.ThrowsAsync<TransactionEndedException>(async () => await Store.CommitInTransactionAsync(async (transaction, token) =>
        {
            await RunAsync(transaction, "INSERT INTO user_table (id) VALUES (1)");
            await transaction.CommitAsync(token);
            return Completing(claimed);
        }));

        Assert.Equal(0, await CountAsync());
        Assert.Empty(await Store.GetStepsAsync(claimed.RunId));
    }

    [Fact]
    public async Task A_body_that_rolls_back_by_itself_commits_nothing()
    {
        var claimed = await WithUserTableAsync();

        await Assert.ThrowsAsync<TransactionEndedException>(async () => await Store.CommitInTransactionAsync(async (transaction, token) =>
        {
            await transaction.RollbackAsync(token);
            return Completing(claimed);
        }));

        Assert.Empty(await Store.GetStepsAsync(claimed.RunId));
    }

    [Fact]
    public async Task The_store_knows_what_became_of_a_commit_in_a_transaction()
    {
        var claimed = await WithUserTableAsync();
        var commit = Completing(claimed);

        Assert.Equal((CommitOutcome.NotApplied, claimed.Sequence), await Store.ResolveCommitAsync(commit) is var before ? (before.Outcome, before.Sequence) : default);
        await Store.CommitInTransactionAsync((_, _) => new(commit));

        Assert.Equal((CommitOutcome.AlreadyApplied, claimed.Sequence + 1), await Store.ResolveCommitAsync(commit) is var after ? (after.Outcome, after.Sequence) : default);
        commit.Generation--;
        Assert.Equal(CommitOutcome.Fenced, (await Store.ResolveCommitAsync(commit)).Outcome);
        commit.RunId = RunId.New(Time);
        Assert.Equal(CommitOutcome.NotFound, (await Store.ResolveCommitAsync(commit)).Outcome);
    }

    [Fact]
    public async Task Transactions_and_commits_of_many_runs_do_not_lose_each_other()
    {
        var first = await WithUserTableAsync();
        List<ClaimedRun> runs = [first];
        for (var i = 0; i < 7; i++) runs.Add(await ClaimedAsync());

        var results = await Task.WhenAll(runs.Select((run, i) => Task.Run(async () => i % 2 == 1
            ? await Store.CommitAsync(Completing(run))
            : await Store.CommitInTransactionAsync(async (transaction, _) =>
            {
                await RunAsync(transaction, $"INSERT INTO user_table (id) VALUES ({i})");
                return Completing(run);
            }))));

        Assert.All(results, static result => Assert.Equal(CommitOutcome.Applied, result.Outcome));
        Assert.Equal(4, await CountAsync());
    }

    private async Task<ClaimedRun> WithUserTableAsync()
    {
        Assert.SkipUnless(Store.HasTransactions, "The store has no transactions.");
        var claimed = await ClaimedAsync();
        await Store.CommitInTransactionAsync(async (transaction, _) =>
        {
            await RunAsync(transaction, "CREATE TABLE user_table (id INT NOT NULL)");
            return After(claimed);
        });
        claimed.Sequence++;
        return claimed;
    }

    private static RunCommit Completing(ClaimedRun run)
    {
        var commit = After(run);
        commit.Steps.Add(Step("pay", StepStatus.Completed));
        return commit;
    }

    private static async Task RunAsync(DbTransaction transaction, string sql)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How many rows the user's table holds, read in a transaction that is taken back.</summary>
    private async Task<long> CountAsync()
    {
        var count = -1L;
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await Store.CommitInTransactionAsync(async (transaction, token) =>
        {
            await using var command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "SELECT count(*) FROM user_table";
            count = Convert.ToInt64(await command.ExecuteScalarAsync(token), System.Globalization.CultureInfo.InvariantCulture);
            throw new OperationCanceledException();
        }));
        return count;
    }
}
