using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    [Fact]
    public async Task A_reply_stands_with_the_key_of_its_request_also_when_the_run_has_ended()
    {
        var claimed = await ClaimedAsync();
        await Store.SignalAsync(claimed.RunId, By("ann"), new("ask", Utf8("1"), "k"));
        var taken = (await Store.GetNextSignalAsync(claimed.RunId, "ask"))!;
        Assert.True((await Store.GetReplyAsync(claimed.RunId, "ask", "k")).IsEmpty);

        var answer = After(claimed, RunStatus.Running);
        answer.TakenSignals.Add(taken.Number);
        answer.Replies.Add(new("ask", "k", Utf8("42")));
        var applied = await AppliedAsync(answer);
        var end = After(claimed, RunStatus.Completed);
        (end.Sequence, end.Releases) = (applied.Sequence, true);
        await AppliedAsync(end);

        Assert.Equal("42", Text(await Store.GetReplyAsync(claimed.RunId, "ask", "k")));
        Assert.True((await Store.GetReplyAsync(claimed.RunId, "ask", "other")).IsEmpty);
        Assert.True((await Store.GetReplyAsync(claimed.RunId, "other", "k")).IsEmpty);
        Assert.True((await Store.GetReplyAsync(RunId.New(Time), "ask", "k")).IsEmpty);
    }

    [Fact]
    public async Task The_first_reply_stands_and_one_to_a_key_that_never_came_is_passed_over()
    {
        var claimed = await ClaimedAsync();
        await Store.SignalAsync(claimed.RunId, By("ann"), new("ask", Utf8("1"), "k"));

        var answer = After(claimed, RunStatus.Running);
        answer.Replies.Add(new("ask", "k", Utf8("1")));
        answer.Replies.Add(new("ask", "k", Utf8("2")));
        answer.Replies.Add(new("ask", "nobody", Utf8("3")));
        await AppliedAsync(answer);

        Assert.Equal("1", Text(await Store.GetReplyAsync(claimed.RunId, "ask", "k")));
        Assert.True((await Store.GetReplyAsync(claimed.RunId, "ask", "nobody")).IsEmpty);
    }

    [Fact]
    public async Task A_key_is_known_under_all_names_that_its_signal_has_and_had()
    {
        var run = (await ClaimedAsync()).RunId;
        ValueTask<CommandResult> SendAsync(string name, string key, params string[] former)
            => Store.SignalAsync(run, By("ann"), new(name, Utf8("1"), key) { FormerNames = former });

        Assert.Equal(CommandAnswers.SignalStored, await SendAsync("word", "k"));
        Assert.Equal(CommandAnswers.SignalKnown, await SendAsync("note", "k", "remark", "word"));
        Assert.Equal(CommandAnswers.SignalStored, await SendAsync("note", "l", "remark", "it's a word"));
        Assert.Equal(CommandAnswers.SignalKnown, await SendAsync("remark", "l"));
        Assert.Equal(CommandAnswers.SignalKnown, await SendAsync("it's a word", "l"));
        Assert.Equal(CommandAnswers.SignalStored, await SendAsync("word", "l"));
        Assert.Equal(CommandAnswers.SignalStored, await SendAsync("note", "m", "note"));

        Assert.Equal(["word k", "note l", "word l", "note m"], (await Store.GetSignalsAsync(run)).Select(static one => $"{one.Signal.Name} {one.Signal.Key}"));
    }

    [Fact]
    public async Task Commits_that_differ_in_a_reply_are_different()
    {
        var claimed = await ClaimedAsync();
        await Store.SignalAsync(claimed.RunId, By("ann"), new("ask", Utf8("1"), "k"));
        var answer = After(claimed, RunStatus.Running);
        answer.Replies.Add(new("ask", "k", Utf8("1")));
        await AppliedAsync(answer);

        Assert.Equal(CommitOutcome.AlreadyApplied, (await Store.CommitAsync(answer)).Outcome);
        answer.Replies[0] = new("ask", "k", Utf8("2"));
        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitAsync(answer)).Outcome);
    }
}
