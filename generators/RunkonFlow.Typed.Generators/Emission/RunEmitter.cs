using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Lowering;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>
/// Emits the flow's control: one flat method that jumps to the position and runs segments up to the next operation. It holds no try of
/// its own; where a failure goes is answered by the region in force.
/// </summary>
internal sealed class RunEmitter(SourceWriter writer, FrameLayout layout)
{
    private bool _returns;

    public void Emit()
    {
        writer.Line();
        using (writer.Block($"private {Library.Command} Run()"))
        {
            var raises = layout.Lowered.Code.Any(i => i is DispatchCatch or Lowering.EndFinally or Suspend { Operation.Kind: DurableKind.SubFlow })
                || layout.Lowered.Segments.Any(s => s.Exits.Any(e => e.Jump.Kind == JumpKind.Rethrow));
            if (raises)
                LineOut("Dispatch:");
            using (writer.Block("switch (Position)"))
            {
                writer.Line("case 0: break;");
                foreach (var standing in layout.Lowered.Positions.Where(p => p.Label is not null))
                    writer.Line($"case {standing.Position}: goto {standing.Label};");
                writer.Line($"default: return new({Library.CommandKind}.Fail, 0);");
            }
            foreach (var instruction in layout.Lowered.Code)
                Emit(instruction);
            if (_returns)
                LineOut("Return:");
            writer.Line("Position = -1;");
            writer.Line($"return new({Library.CommandKind}.Return, 0);");
        }
    }

    // A label stands one level further out, as the house style has it.
    private void LineOut(string text) => writer.Verbatim(new string(' ', (writer.Depth - 1) * 4)).Verbatim(text).Verbatim("\n");

    private void Emit(Instruction instruction)
    {
        switch (instruction)
        {
            case Mark i: LineOut($"{i.Label}:;"); break;
            case Goto i: writer.Line($"goto {i.Label};"); break;
            case Enter i: writer.Line($"Region = {i.Region.Id};"); break;
            case Leave i: writer.Line(LeaveTo(i.Region, i.To)); break;
            case LeaveFlow i: LeaveAtEnd(i); break;
            case RunSegment i: Segment(i.Segment); break;
            case Test i: writer.Line($"if (!{Call(i.Condition)}) goto {i.WhenFalse};"); break;
            case Select i: Switch(i); break;
            case StartCall { Operation.FanOut: not null } i: writer.Line($"Begin{FrameFields.FanOutOf(i.Operation)}();"); break;
            case StartCall { Operation.HasBranches: true } i: writer.Line($"Begin{FrameFields.BranchesOf(i.Operation)}();"); break;
            case StartCall i: writer.Line($"Workflow.{CallEmitter.NameOf(layout, i.Operation)}(this, Open{FrameFields.CallOf(i.Operation)}());"); break;
            case Suspend { Operation.Kind: DurableKind.SubFlow } i: Delegate(i); break;
            case Suspend { Operation.HasBranches: true } i: Join(i); break;
            case Suspend i: Stand(i); break;
            case EnterLoop i: EnterLoop(i.Loop); break;
            case NextRound i: writer.Line($"{FrameFields.Of(i.Loop)}++;"); break;
            case NextItem i: NextItem(i); break;
            case FallIntoFinally i: writer.Line($"{FrameFields.PendingOf(i.Finally)} = default;"); break;
            case EndFinally i: EndFinally(i); break;
            case DispatchCatch i: Catch(i); break;
        }
    }

    private string Call(Segment segment) => $"Workflow.{SegmentEmitter.NameOf(layout, segment)}(this)";

    private void Stand(Suspend i)
    {
        var kind = KindNames.CommandKindOf(i.Operation.Kind);
        writer.Line($"Position = {i.Resume.Position};   // {i.Operation.Id}");
        writer.Line($"return new({Library.CommandKind}.{kind}, {layout.Index(layout.FirstNode(i.Operation))});");
        LineOut($"{i.Resume}:;");
    }

    /// <summary>The engine drives the branches until they are joined; then their results are taken out of their frames.</summary>
    private void Join(Suspend i)
    {
        var (operation, set) = (i.Operation, FrameFields.BranchesOf(i.Operation));
        writer.Line($"Position = {i.Resume.Position};   // {operation.Id}");
        writer.Line($"return new({Library.CommandKind}.Parallel, {layout.Index(layout.FirstNode(operation))});");
        LineOut($"{i.Resume}:;");
        if ((operation.IsReturned ? "Result" : operation.Target >= 0 ? layout.Fields[operation.Target] : null) is { } target)
        {
            var results = operation.Branches.Select((b, n) => ResultOf(operation, b, n)).ToList();
            var isRace = operation.Kind == DurableKind.Race;
            writer.Line($"{target} = {(isRace ? "new(" : "(")}");
            using (writer.Indent())
            {
                if (isRace)
                    writer.Line($"{set}.Winner,");
                for (var n = 0; n < results.Count; n++)
                    writer.Line(results[n] + (n < results.Count - 1 ? "," : ");"));
            }
        }
        writer.Line($"Leave{set}();");
    }

    /// <summary>The default for a branch that was left out, has failed or has lost.</summary>
    private string ResultOf(OperationModel group, BranchModel branch, int number)
    {
        if (!branch.HasResult)
            return $"default({branch.ResultType})";
        var set = FrameFields.BranchesOf(group);
        var field = $"branch{group.Index + 1}_{number + 1}";
        var ended = $"{set}[{number}] is {layout[branch].FrameType} {{ Position: -1, Outcome: null }} {field}";
        if (group.Kind == DurableKind.Race)
            ended = $"{set}.Winner == {number} && {ended}";
        return $"{ended} ? {field}.Result : default({branch.ResultType})!";
    }

    /// <summary>A sub-flow runs in a frame of its own; this one stands at the call until that has ended.</summary>
    private void Delegate(Suspend i)
    {
        var (call, operation) = (FrameFields.CallOf(i.Operation), i.Operation);
        writer.Line($"Position = {i.Resume.Position};   // {i.Operation.Id}");
        LineOut($"{i.Resume}:;");
        writer.Line("{");
        using (writer.Indent("}"))
        {
            writer.Line($"var command = {call}!.Advance();");
            writer.Line($"if (command.Kind < {Library.CommandKind}.Return) return command;");
            writer.Line($"FinalizerError ??= {call}.FinalizerError;");
            using (writer.Block($"if (command.Kind == {Library.CommandKind}.Fail)"))
            {
                writer.Line($"var failure = {call}.Outcome!;");
                writer.Line($"{call}.Reset();");
                writer.Line("Raise(failure);");
                writer.Line("goto Dispatch;");
            }
            if ((operation.IsReturned ? "Result" : operation.Target >= 0 ? layout.Fields[operation.Target] : null) is { } target)
                writer.Line($"{target} = {layout.Values.Copy(operation.ResultPayload!, call + ".Result")};");
            writer.Line($"{call}.Reset();");
        }
    }

    private void EnterLoop(LoopModel loop)
    {
        writer.Line($"{FrameFields.Of(loop)} = -1;");
        if (loop.Guard == LoopGuardKind.None)
            return;
        // The condition of a do is asked for the first time behind its first round.
        writer.Line($"{FrameFields.GuardOf(loop)} = {(loop.TestsFirst ? "default" : "new() { Rounds = 1 }")};");
    }

    private void NextItem(NextItem i)
    {
        var (round, items) = (FrameFields.Of(i.Loop), layout.Fields[i.Items]);
        writer.Line($"if (++{round} >= {items}.Length) goto {i.WhenDone};");
        writer.Line($"{layout.Fields[i.Item]} = ({layout.Flow.Variables[i.Item].Type}){items}[{round}];");
    }

    private void Segment(Segment segment)
    {
        if (segment.Exits.Count == 0)
        {
            writer.Line($"{Call(segment)};");
            return;
        }
        using (writer.Block($"switch ({Call(segment)})"))
        {
            for (var n = 0; n < segment.Exits.Count; n++)
            {
                var exit = segment.Exits[n];
                writer.Line($"case {n + 1}: " + exit.Jump.Kind switch
                {
                    JumpKind.Return => LeaveFlowFrom(segment.Region),
                    JumpKind.Rethrow => $"Raise({FrameFields.CaughtOf(exit.Jump.Target)}!); goto Dispatch;",
                    _ => LeaveTo(segment.Region, exit.Target!),
                });
            }
        }
    }

    private void Switch(Select i)
    {
        using (writer.Block($"switch ({Call(i.Head)})"))
        {
            for (var n = 0; n < i.Sections.Count; n++)
                writer.Line($"case {n + 1}: goto {i.Sections[n]};");
            writer.Line($"default: goto {i.End};");
        }
    }

    /// <summary>Catch clauses in order; when none takes the failure it goes on from the region outside.</summary>
    private void Catch(DispatchCatch i)
    {
        var caught = FrameFields.CaughtOf(i.Catches.Try) + "!";
        using (writer.Block($"if ({caught}.Kind == {Library.Root}.FailureKind.Step)"))
        {
            foreach (var arm in i.Arms)
                writer.Line(arm.Filter is null ? $"goto {arm.Body};" : $"if ({Call(arm.Filter)}) goto {arm.Body};");
        }
        writer.Line($"Raise({caught});");
        writer.Line("goto Dispatch;");
    }

    /// <summary>The body has ended: what was pending is taken up. A failure, a return and a jump may meet the next finally outside.</summary>
    private void EndFinally(EndFinally i)
    {
        var pending = FrameFields.PendingOf(i.Finally);
        writer.Line($"Region = {i.Region.Id};");
        using (writer.Block($"switch ({pending}.Kind)"))
        {
            writer.Line($"case {Library.CompletionKind}.Throw or {Library.CompletionKind}.Cancel: Raise({pending}.Failure!); goto Dispatch;");
            if (i.Finally.IsCrossedByReturn)
                writer.Line($"case {Library.CompletionKind}.Return: {LeaveFlowFrom(i.Region)}");
            if (i.Finally.Jumps.Count > 0)
            {
                writer.Line($"case {Library.CompletionKind}.Jump:");
                using (writer.Indent())
                {
                    using (writer.Block($"switch ({pending}.Target)"))
                    {
                        foreach (var target in i.Finally.Jumps)
                            writer.Line($"case {target.Code}: {LeaveTo(i.Region, target)}");
                    }
                    writer.Line("break;");
                }
            }
        }
    }

    private static string LeaveTo(Region from, JumpTarget target)
    {
        if (from.FirstFinallyBefore(target.Region) is { } first)
            return $"{FrameFields.PendingOf(first)} = {Library.Completion}.Jump({target.Code}); goto {first.Entry};";
        return from == target.Region ? $"goto {target.Label};" : $"Region = {target.Region.Id}; goto {target.Label};";
    }

    private string LeaveFlowFrom(Region from)
    {
        if (from.FirstFinallyBefore(null) is { } first)
            return $"{FrameFields.PendingOf(first)} = {Library.Completion}.Return(); goto {first.Entry};";
        _returns = true;
        return "goto Return;";
    }

    // The last one falls into the return below it.
    private void LeaveAtEnd(LeaveFlow i)
    {
        if (!ReferenceEquals(i, layout.Lowered.Code[layout.Lowered.Code.Count - 1]))
            writer.Line(LeaveFlowFrom(i.Region));
    }
}
