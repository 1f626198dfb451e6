namespace RunkonFlow.Typed.Tests;

/// <summary>Branches and items where a flow is called as plain C#.</summary>
public sealed class InlineGroupTests
{
    [Fact]
    public async Task The_first_failure_in_source_order_is_thrown_once_all_have_ended()
    {
        var last = new TaskCompletionSource<int>();

        var joined = Flow.Parallel(Task.FromException<int>(new TimeoutException("first")), new ValueTask<int>(Task.FromException<int>(new IOException())), last.Task).AsTask();
        Assert.False(joined.IsCompleted);
        last.SetResult(1);

        Assert.Equal("first", (await Assert.ThrowsAsync<TimeoutException>(() => joined)).Message);
    }

    [Fact]
    public async Task Enough_successes_give_defaults_for_the_others()
    {
        var (text, number, _) = await Flow.Parallel(
            Task.FromException<string>(new IOException()), Task.FromResult(3), Flow.Unit(ValueTask.CompletedTask), new BranchOptions(MinSuccess: 2));

        Assert.Equal((null, 3), (text, number));
    }

    [Fact]
    public async Task A_branch_that_is_left_out_has_its_default()
    {
        var isGift = false;

        var (wrapped, sent) = await Flow.Parallel(isGift ? Task.FromResult("paper") : Flow.Skip<string>(), isGift ? Flow.Skip<int>() : new ValueTask<int>(2));

        Assert.Equal((null, 2), (wrapped, sent));
    }

    [Fact]
    public async Task The_first_good_end_wins_a_race_and_any_end_by_option()
    {
        var won = await Flow.Race(Task.FromException<int>(new IOException()), Task.FromResult(5));

        Assert.Equal(new Raced<int, int>(1, 0, 5), won);
        Assert.Equal(5, won.Result());
        await Assert.ThrowsAsync<IOException>(async () => await Flow.Race(Task.FromException<int>(new IOException()), Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken).ContinueWith(_ => 1, TaskScheduler.Default), new(FirstEnd: true)));
    }

    [Fact]
    public async Task A_race_that_nobody_wins_throws()
        => await Assert.ThrowsAnyAsync<IOException>(async () => await Flow.Race(Task.FromException<int>(new IOException()), Task.FromException<string>(new FileNotFoundException())));

    [Fact]
    public async Task No_more_items_than_allowed_run_at_once()
    {
        var (running, most) = (0, 0);

        var all = await Flow.ForEach(Enumerable.Range(0, 20), async item =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return item;
        }, new() { MaxParallel = 3 }, TestContext.Current.CancellationToken);

        Assert.InRange(most, 1, 3);
        Assert.Equal(Enumerable.Range(0, 20), all.Results);
    }

    [Theory]
    [InlineData(OnItemFailure.Continue, "a:Completed b:Failed c:Completed d:Skipped")]
    [InlineData(OnItemFailure.SkipDependents, "a:Completed b:Failed c:Completed d:Skipped")]
    public async Task What_depends_on_a_failed_item_is_skipped(OnItemFailure onFailure, string expected)
    {
        var all = await Flow.ForEach(["a", "b", "c", "d"], item => item == "b" ? Task.FromException(new IOException("no")) : Task.CompletedTask,
            new() { OnFailure = onFailure, Key = item => item, DependsOn = item => item == "d" ? ["b", "a"] : [] }, TestContext.Current.CancellationToken);

        Assert.Equal(expected, string.Join(' ', all.Items.Select(item => $"{item.Key}:{item.Status}")));
        Assert.Equal("no", all.Items[1].Error);
    }

    [Fact]
    public async Task A_halted_fan_out_throws_what_its_item_has_thrown_and_begins_no_other()
    {
        var begun = new List<int>();

        await Assert.ThrowsAsync<IOException>(async () => await Flow.ForEach([1, 2, 3], item =>
        {
            begun.Add(item);
            return item == 2 ? throw new IOException() : ValueTask.CompletedTask;
        }, new() { MaxParallel = 1 }, TestContext.Current.CancellationToken));

        Assert.Equal([1, 2], begun);
    }

    [Fact]
    public async Task A_circle_of_dependencies_is_refused_before_anything_runs()
    {
        var failed = await Assert.ThrowsAsync<StepFailedException>(async () => await Flow.ForEach(["a", "b"], item => Task.FromException(new IOException()),
            new() { Key = item => item, DependsOn = item => [item == "a" ? "b" : "a"] }, TestContext.Current.CancellationToken));

        Assert.Equal("Dependencies", failed.ErrorType);
        Assert.Contains("a → b → a", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_form_gives_the_results_in_order()
        => Assert.Equal([2, 4, 6], await Flow.Parallel([1, 2, 3], item => Task.FromResult(item * 2), cancellationToken: TestContext.Current.CancellationToken));
}
