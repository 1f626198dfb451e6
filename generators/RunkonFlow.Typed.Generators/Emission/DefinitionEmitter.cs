using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Lowering;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Emits the definition of a workflow: ids, nodes, policies, shape and graph.</summary>
internal sealed class DefinitionEmitter(SourceWriter writer, FrameLayout flow, IEnumerable<FrameLayout> all)
{
    private int _lastNode;

    public void Emit(WorkflowFacts facts)
    {
        writer.Line($"public override {Library.Root}.WorkflowDefinition Definition {{ get; }} = new()");
        writer.Line("{");
        using (writer.Indent("};"))
        {
            writer.Line($"Id = {ConstantText.Of(facts.Id)},");
            if (facts.FormerIds.Count > 0)
                writer.Line($"FormerIds = [{string.Join(", ", facts.FormerIds.Select(ConstantText.Of))}],");
            writer.Line($"Version = {ConstantText.Of(facts.Version)},");
            writer.Line($"Title = {ConstantText.Of(facts.Title ?? facts.Id)},");
            if (facts.Description is { } description)
                writer.Line($"Description = {ConstantText.Of(description)},");
            if (facts.Group is { } group)
                writer.Line($"Group = {ConstantText.Of(group)},");
            if (facts.Tags.Count > 0)
                writer.Line($"Tags = [{string.Join(", ", facts.Tags.Select(ConstantText.Of))}],");
            if (facts.Trigger.Length > 0)
                writer.Line($"Trigger = {ConstantText.Of(facts.Trigger)},");
            if (facts.Targets.Count > 0)
                writer.Line($"Targets = [{string.Join(", ", facts.Targets.Select(ConstantText.Of))}],");
            if (facts.FinalizerTimeout is { } timeout)
                writer.Line($"FinalizerTimeout = {timeout},");
            if (facts.Timeout is { } whole)
                writer.Line($"Timeout = {whole},");
            if (facts.Queue is { } queue)
                writer.Line($"Queue = {ConstantText.Of(queue)},");
            if (facts.Priority != 0)
                writer.Line($"Priority = {ConstantText.Of(facts.Priority)},");
            if (facts.Schedule is { } schedule)
                writer.Line($"Schedule = {schedule},");
            if (facts.KeepHistory > 0)
                writer.Line($"KeepHistory = {ConstantText.Of(facts.KeepHistory)},");
            if (facts.KeepsFrames)
                writer.Line("KeepsFrames = true,");
            if (facts.Durability is { } durability)
                writer.Line($"Durability = ({Library.Root}.Durability){durability},");
            writer.Line("Nodes =");
            writer.Line("[");
            using (writer.Indent("],"))
            {
                writer.Line($"new() {{ Id = \"\", Kind = {Library.Root}.NodeKind.None, StepId = \"\" }},");
                Nodes(flow, [""], isInFinalizer: false, group: 0, depth: 0, roundDepth: 0);
            }
            writer.Line($"ShapeHash = {ConstantText.Of(ShapeText.HashOf(all))},");
            new GraphEmitter(writer).Emit(facts, flow);
        }
    }

    /// <summary>Those of a sub-flow stand at each of its call sites, as <c>call/node</c>.</summary>
    private void Nodes(FrameLayout layout, IReadOnlyList<string> prefixes, bool isInFinalizer, int group, int depth, int roundDepth)
    {
        foreach (var standing in layout.Lowered.Positions)
        {
            if (standing.Operation is not { } operation)
                continue;
            var isFinal = isInFinalizer || standing.Region.IsInFinalizer;
            var inner = depth + standing.Loops.Count;
            var round = roundDepth > 0 ? roundDepth : RoundDepthOf(standing, depth);
            if (operation.Kind == DurableKind.SubFlow)
                Nodes(layout.SubFlows[operation.SubFlow], IdsOf(operation, prefixes, "/"), isFinal, group, inner, round);
            else
                Node(operation, prefixes, isFinal, group, round);
            var around = _lastNode;
            // A branch is the call in the flow, so its id is the call's.
            foreach (var branch in operation.Branches)
                Nodes(layout[branch], prefixes, isFinal, around, inner, round);
            // An item is a run of its own, so its nodes stand under the fan-out's id.
            if (operation.FanOut is { } fanOut)
                Nodes(layout[fanOut], IdsOf(operation, prefixes, "/"), isInFinalizer: false, around, depth: 0, roundDepth: 0);
        }
    }

    /// <summary>The place in the path, from 1, that holds the round of the outermost loop that lives on; 0 for none.</summary>
    private static int RoundDepthOf(Standing standing, int depth)
    {
        for (var i = 0; i < standing.Loops.Count; i++)
            if (standing.Loops[i].IsForever) return depth + i + 1;
        return 0;
    }

    /// <summary>The id of an operation's node, followed by those that it had in shipped versions.</summary>
    private static List<string> IdsOf(OperationModel operation, IReadOnlyList<string> prefixes, string suffix)
        => [.. operation.FormerIds.Insert(0, operation.Id).SelectMany(_ => prefixes, (id, prefix) => prefix + id + suffix)];

    private void Node(OperationModel operation, IReadOnlyList<string> prefixes, bool isInFinalizer, int group, int roundDepth)
    {
        _lastNode++;
        var ids = IdsOf(operation, prefixes, "");
        var kind = KindNames.NodeKindOf(operation.Kind);
        var isPlain = operation.Options < 0 && operation.FanOut is null && operation.Branches.All(b => b.Taken < 0)
            && operation.Arguments.Concat(operation.Branches.SelectMany(b => b.Arguments)).All(a => a.From != ArgumentSource.Stored);
        writer.Line(
            $"new() {{ Id = {ConstantText.Of(ids[0])}, Kind = {Library.Root}.NodeKind.{kind}, StepId = {ConstantText.Of(operation.StepId)}"
            + (ids.Count > 1 ? $", FormerIds = [{string.Join(", ", ids.Skip(1).Select(ConstantText.Of))}]" : "")
            + (operation.FormerStepIds.IsEmpty ? "" : $", FormerStepIds = [{string.Join(", ", operation.FormerStepIds.Select(ConstantText.Of))}]")
            + operation.Policy
            + (operation.Compensation is { } undo ? $", Compensation = new() {{ StepId = {ConstantText.Of(undo.StepId)}{(undo.FormerStepIds.IsEmpty ? "" : $", FormerStepIds = [{string.Join(", ", undo.FormerStepIds.Select(ConstantText.Of))}]")}{undo.Policy}{(undo.Arguments.Any(a => a.From == ArgumentSource.Transaction) ? ", IsTransactional = true" : "")} }}" : "")
            + (operation.IsTransactional ? ", IsTransactional = true" : "")
            + (isPlain ? ", ArgumentsArePlain = true" : "")
            + (isInFinalizer ? ", IsInFinalizer = true" : "")
            + (roundDepth > 0 ? $", RoundDepth = {ConstantText.Of(roundDepth)}" : "")
            + (group > 0 ? $", Group = {ConstantText.Of(group)}" : "")
            + " },");
    }
}
