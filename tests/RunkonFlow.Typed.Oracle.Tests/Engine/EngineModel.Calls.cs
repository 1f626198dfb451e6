using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Oracle.Tests.Engine;

public sealed partial class EngineModel
{
    private int Execute(Call call, ModelStrand strand, string at, string id)
    {
        Seen.Add($"{call.Kind}{(strand.Group is null ? "" : " in a group")}");
        switch (call.Kind)
        {
            case CallKind.Ask or CallKind.Book or CallKind.Tell:
                return Step(call, strand, at, id);
            case CallKind.Gate:
                Begin(call, strand, at, id);
                return Gate(call, strand, id);
            case CallKind.Signal:
                Begin(call, strand, at, id);
                return Signal(call, strand, id);
            case CallKind.ShortTimer or CallKind.LongTimer:
                if (call.Kind == CallKind.LongTimer) Begin(call, strand, at, id);
                Row(strand, id, StepStatus.Completed);
                return Fold.Of(default(Unit));
            case CallKind.Child:
                return Child(strand, at, id);
            default:
                var inner = new ModelStrand(at, strand.X, strand.Path, $"{strand.Prefix}{id}/", strand.Scope) { Group = strand.Group, IsInFinalizer = strand.IsInFinalizer };
                Execute(program.SubFlows[call.Target], inner);
                return inner.X;
        }
    }

    /// <summary>An operation at which the run may be cancelled, and perhaps is.</summary>
    private void Begin(Call call, ModelStrand strand, string at, string id)
    {
        if (strand.IsInFinalizer) return;
        var place = new CancelPlace($"{strand.Prefix}{id}", strand.Path, at, call.Site, call.Kind, strand.Group);
        // Who waits in a child is told apart by its steps' places only.
        var isStep = call.Kind is CallKind.Ask or CallKind.Book;
        if (isStep || (strand.Scope.IsRoot && strand.Group?.EndsWith('i') != true)) Places.Add(place);
        if (place != plan.Cancel) return;
        Seen.Add($"cancelled at {call.Kind}{(strand.Group is null ? "" : " in a group")}");
        Row(strand, id, StepStatus.Cancelled);
        throw ModelException.Cancelled();
    }

    private int Step(Call call, ModelStrand strand, string at, string id)
    {
        var local = EngineWorld.Local(at);
        if (call.Kind == CallKind.Tell)
        {
            _calls.Add((at, $"tell {call.Site} {strand.X}"));
            Row(strand, id, StepStatus.Completed);
            return plan.Value(call.Site, local);
        }
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            _calls.Add((at, $"{(call.Kind == CallKind.Ask ? "ask" : "book")} {call.Site} {strand.X} #{attempt}"));
            if (attempt == 1) Begin(call, strand, at, id);
            if (plan.Fails(call.Site, local, attempt)) continue;
            var value = (plan.Value(call.Site, local) + strand.X) % 97;
            if (call.Kind == CallKind.Book) strand.Scope.Bookings.Push(new(call.Site, at, value));
            Row(strand, id, StepStatus.Completed);
            return value;
        }
        Seen.Add("step failed");
        Row(strand, id, StepStatus.Failed);
        throw new ModelException(FailureKind.Step, typeof(InvalidOperationException).FullName!, $"cannot {call.Site} {at}", $"{strand.Prefix}{id}", 2);
    }

    private int Gate(Call call, ModelStrand strand, string id)
    {
        var answer = plan.Answer(call.Site, strand.Path);
        Seen.Add($"gate {answer}{(answer == GateAnswerKind.None ? $" {(OnTimeout)call.Target}" : "")}");
        Row(strand, id, answer switch { GateAnswerKind.Approve => StepStatus.Completed, GateAnswerKind.Reject => StepStatus.Failed, _ => StepStatus.TimedOut });
        return answer switch
        {
            GateAnswerKind.Approve => Fold.Of(new Decision(DecisionOutcome.Approved, false, "judge", $"yes {call.Site}")),
            GateAnswerKind.Reject => Fold.Of(new Decision(DecisionOutcome.Rejected, false, "judge", $"no {call.Site}")),
            _ when call.Target == 0 => throw ModelException.Timeout($"{strand.Prefix}{id}", "Nobody decided within 03:00:00."),
            _ => Fold.Of(new Decision(call.Target switch { 1 => DecisionOutcome.Rejected, 2 => DecisionOutcome.Approved, _ => DecisionOutcome.Escalated }, true, null, null)),
        };
    }

    private int Signal(Call call, ModelStrand strand, string id)
    {
        var isAnswered = plan.IsAnswered(call.Site, strand.Path, call.Target);
        Seen.Add(isAnswered ? plan.IsEarly(call.Target) ? "signal sent early" : "signal sent late" : "signal timed out");
        Row(strand, id, isAnswered ? StepStatus.Completed : StepStatus.TimedOut);
        return isAnswered ? plan.Message(call.Target, Taken[call.Target]++) : throw ModelException.Timeout($"{strand.Prefix}{id}", "No message came within 03:00:00.");
    }

    private int Child(ModelStrand strand, string at, string id)
    {
        var child = new ModelStrand($"{at}!", strand.X, "", "", new(isRoot: false)) { Group = strand.Group };
        try
        {
            Execute(program.Child, child);
            Row(strand, id, StepStatus.Completed);
            return child.X;
        }
        catch (ModelException failure)
        {
            Undo(child.Scope);
            Row(strand, id, failure.Kind == FailureKind.Cancel ? StepStatus.Cancelled : StepStatus.Failed);
            if (failure.Kind == FailureKind.Cancel) throw;
            Seen.Add("child failed");
            throw new ModelException(FailureKind.Step, failure.Type, failure.Message, $"{strand.Prefix}{id}", 1);
        }
    }
}
