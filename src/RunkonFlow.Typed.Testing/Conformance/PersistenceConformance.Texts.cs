using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    /// <summary>What a careless store quotes, escapes, folds or trims.</summary>
    private const string Odd = "it's \"50 %\" \\ '' \uFDD0x\uFDD1 \uE000 ß 😀 ; -- \r\n\t ' ";

    [Fact]
    public async Task The_texts_of_a_step_come_back_as_they_were()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        commit.Shape = "shape's \uFDD0";
        commit.Frame = Utf8("1");
        commit.AtNode = "it's\uFDD0";
        commit.Steps.Add(Step("it's\uFDD0", StepStatus.Failed) with { StepName = Odd, Role = "host's", Error = Odd, ErrorType = Odd, Markers = Odd, Notes = Odd, Group = Odd });
        commit.Steps.Add(Step("other", StepStatus.Running, position: 2));

        await AppliedAsync(commit);

        var step = (await Store.GetStepsAsync(claimed.RunId))[0];
        Assert.Equal(("it's\uFDD0", Odd, "host's"), (step.NodeId, step.StepName, step.Role));
        Assert.Equal((Odd, Odd, Odd, Odd, Odd), (step.StepError!, step.ErrorType!, step.MarkersOut!, step.ContextOut!, step.Group!));
        var run = await GetAsync(claimed.RunId);
        Assert.Equal(("shape's \uFDD0", "it's\uFDD0"), (run.Shape, run.AtNode!));
        Assert.Equal(Odd, Assert.Single(await Store.GetEventsAsync(claimed.RunId), one => one.Kind == "step-failed").Detail);
    }

    [Fact]
    public async Task The_texts_of_a_runs_end_and_of_a_gate_come_back_as_they_were()
    {
        var claimed = await ClaimedAsync();
        var asked = After(claimed);
        asked.Steps.Add(Step("gate's", StepStatus.Waiting) with { Role = "gate", Gate = new() { Prompt = Odd, Options = Odd, Assignee = Odd, Feedback = Odd, Selections = Odd } });
        await AppliedAsync(asked);
        claimed.Sequence++;
        var gate = Assert.Single(await Store.GetStepsAsync(claimed.RunId)).Gate!;
        Assert.Equal((Odd, Odd, Odd, Odd, Odd), (gate.Prompt!, gate.Options!, gate.Assignee!, gate.Feedback!, gate.Selections!));

        var failed = After(claimed, RunStatus.Failed);
        (failed.Error, failed.FinalizerError, failed.Failure) = (Odd, Odd, Utf8(Odd));
        await AppliedAsync(failed);

        var run = await GetAsync(claimed.RunId);
        Assert.Equal((Odd, Odd, Odd), (run.Error!, run.FinalizerError!, Text(run.Failure)));
    }

    [Fact]
    public async Task The_texts_of_children_items_limits_and_replies_come_back_as_they_were()
    {
        var claimed = await ClaimedAsync();
        await Store.SignalAsync(claimed.RunId, By("ann"), new("ask's", Utf8("1"), Odd));
        var child = Child("lint's\uFDD0") with { WorkflowTitle = Odd, Trigger = Odd, DefinitionSnapshot = Odd, Key = Odd, Queue = "queue's\uFDD0", Tags = ["it's", Odd] };
        var commit = After(claimed);
        commit.Steps.Add(Waiting("each", "fan-out"));
        commit.Children.Add(child);
        commit.FanOuts.Add(FanOut([Start("it's\uFDD0"), Start(Odd, 0)]));
        commit.Limits.Add(new("limit's\uFDD0", 1, null, "each", default));
        commit.Replies.Add(new("ask's", Odd, Utf8(Odd)));
        var applied = await AppliedAsync(commit);

        var run = await GetAsync(child.Id);
        Assert.Equal(("lint's\uFDD0", Odd, Odd, Odd, Odd, "queue's\uFDD0"), (run.ParentNode!, run.WorkflowTitle, run.Trigger, run.DefinitionSnapshot!, run.Key!, run.Queue));
        Assert.Equal(["it's", Odd], run.Tags.Order(StringComparer.Ordinal));
        var each = Assert.Single(await Store.GetStepsAsync(claimed.RunId));
        Assert.Equal(["it's\uFDD0", Odd], (await Store.GetFanOutItemsAsync(each.Id)).Select(item => item.ItemId));
        Assert.Equal(Odd, Text(await Store.GetReplyAsync(claimed.RunId, "ask's", Odd)));

        var cancelling = After(claimed);
        (cancelling.Sequence, cancelling.SeenInbox) = (applied.Sequence, applied.InboxSequence);
        cancelling.CancelledChildren.Add(new(child.Id, Odd));
        await AppliedAsync(cancelling);
        Assert.Equal(Odd, Assert.Single(await Store.GetEventsAsync(child.Id), one => one.Kind == "run-cancelled").Detail);
    }

    [Fact]
    public async Task Tags_come_back_as_they_were()
    {
        var id = await CreatedAsync(NewRun() with { Tags = ["it's", Odd] });
        Assert.Equal(["it's", Odd], (await GetAsync(id)).Tags.Order(StringComparer.Ordinal));

        await Store.SetTagsAsync(id, By("o'ann", Odd), ["plain", "'\uFDD0\uFDD1", "' "]);

        Assert.Equal(["' ", "'\uFDD0\uFDD1", "plain"], (await GetAsync(id)).Tags.Order(StringComparer.Ordinal));
        Assert.Equal(("o'ann", Odd), ((await Store.GetAuditAsync(id))[0].By, (await Store.GetAuditAsync(id))[0].Reason!));
    }

    [Fact]
    public async Task Runs_are_claimed_by_workflow_queue_namespace_and_shape_whatever_these_are_called()
    {
        const string Worker = "ann's\uFDD0", Workflow = "order's\uFDD0", Queue = "queue's\uFDD0", Namespace = "team's\uFDD0";
        ClaimRequest With(string shape) => Asking(Worker) with { Namespace = Namespace, Queues = ["other's", Queue], Workflows = [new(Workflow, 1, shape)] };
        await WorkerAsync(Worker);
        var id = await CreatedAsync(NewRun(Workflow) with { Queue = Queue, Namespace = Namespace, Key = Odd, TraceParent = Odd });
        await CreatedAsync(NewRun(Workflow) with { Queue = "queue", Namespace = Namespace });

        var claimed = Assert.Single(await ClaimAsync(With("shape's\uFDD0")));

        Assert.Equal((id, Workflow, Odd), (claimed.RunId, claimed.WorkflowName, claimed.TraceParent!));
        Assert.Equal((Worker, Queue, Namespace), ((await GetAsync(id)).Owner!, (await GetAsync(id)).Queue, (await GetAsync(id)).Namespace));
        var incompatible = After(claimed, RunStatus.Incompatible);
        incompatible.Shape = "shape's\uFDD0";
        await AppliedAsync(incompatible);
        Assert.Empty(await ClaimAsync(With("shape's\uFDD0")));
        Assert.Equal(id, Assert.Single(await ClaimAsync(With("shape's"))).RunId);
        Assert.True((await Store.CreateRunAsync(NewRun(Workflow) with { Namespace = Namespace, Key = Odd })).Existed);
        Assert.Equal(2, (await Store.ListRunsAsync(new() { Namespace = Namespace, WorkflowName = Workflow })).Runs.Count);
    }

    [Fact]
    public async Task The_texts_of_named_operations_come_back_as_they_were()
    {
        var id = await CreatedAsync();
        var fence = await LeasedAsync(id, Odd);
        await Store.UpdateRunStatusAsync(id, fence, RunStatus.Running);
        var step = await Store.InsertStepAsync(fence, new() { StepName = Odd, Role = "it's", RetryCount = 0 });
        var items = new List<long>();
        foreach (var name in new[] { "it's\uFDD0", Odd })
            items.Add(await Store.InsertFanOutItemAsync(fence, step, new("file's", name, Odd, new Dictionary<string, string> { [Odd] = Odd })));

        await Store.BatchUpdateFanOutItemsAsync(fence, [FanOutItemWrite.Running(items[0], "child's\uFDD0"), FanOutItemWrite.Running(items[1], Odd)]);
        await Store.UpdateStepAsync(step, StepUpdate.FailedWithChild(fence.Generation, Odd, 0, "child's"));
        await Store.UpdateRunStatusAsync(id, fence, RunStatus.Failed, Odd, Odd);

        var stored = await Store.GetFanOutItemsAsync(step);
        Assert.Equal(["child's\uFDD0", Odd], stored.Select(item => item.ChildRunId));
        Assert.Equal([("file's", "it's\uFDD0", Odd), ("file's", Odd, Odd)], stored.Select(item => (item.ItemType, item.ItemId, item.ItemRef)));
        Assert.All(stored, item => Assert.Equal(Odd, item.Context[Odd]));
        var row = await StepAsync(id, step);
        Assert.Equal((Odd, "it's", Odd, "child's"), (row.StepName, row.Role, row.StepError!, row.ChildRunId!));
        Assert.Equal((Odd, Odd), ((await GetAsync(id)).ResultSummary!, (await GetAsync(id)).Error!));
    }

    [Fact]
    public async Task The_texts_of_signals_decisions_and_commands_come_back_as_they_were()
    {
        const string Options = """[{"value":"it's","label":"It's"},{"value":"no","label":"No"}]""";
        var (fence, gate) = await GateAsync(new() { Options = Options, MinApprovals = 2, Assignee = "o'ann" });
        await Store.SignalAsync(fence.RunId, By("o'ann", Odd), new("paid's\uFDD0", Utf8(Odd), Odd));

        var next = (await Store.GetNextSignalAsync(fence.RunId, "paid's\uFDD0"))!;
        Assert.Equal(("paid's\uFDD0", Odd, Odd), (next.Signal.Name, next.Signal.Key!, Text(next.Signal.Payload)));
        await Store.VoteAsync(gate, By("o'ann", Odd), Odd, ["it's"]);
        await Store.VoteAsync(gate, By("o'bob"), Odd, ["it's"]);
        var row = (await StepAsync(fence.RunId, gate)).Gate!;
        Assert.Equal((Options, "o'ann", Odd), (row.Options!, row.Assignee!, row.Feedback!));
        Assert.Equal(["it's"], Assert.IsType<GateApprovalState.Approved>(await Store.GetGateApprovalAsync(gate)).Selections);

        await Store.RequestCancelAsync(fence.RunId, By("o'cat", Odd));
        var audit = await Store.GetAuditAsync(fence.RunId);
        Assert.Equal(["o'ann", "o'ann", "o'bob", "o'cat"], audit.Select(entry => entry.By));
        Assert.Equal([Odd, Odd, null, Odd], audit.Select(entry => entry.Reason));
        Assert.Equal((Odd, "o'cat"), ((await GetAsync(fence.RunId)).CancelRequest!.Reason, (await GetAsync(fence.RunId)).CancelRequest!.By));
    }

    [Fact]
    public async Task A_commit_with_odd_texts_is_known_when_it_is_repeated()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        commit.AtNode = Odd;
        commit.FinalizerError = Odd;
        await AppliedAsync(commit);

        Assert.Equal(CommitOutcome.AlreadyApplied, (await Store.CommitAsync(commit)).Outcome);
        commit.FinalizerError = Odd + " ";
        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitAsync(commit)).Outcome);
    }
}
