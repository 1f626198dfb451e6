using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Emission;

/// <content>Steps, what a dry run calls in their place, and what undoes them.</content>
internal sealed partial class CallEmitter
{
    private const string Transaction = $"{Library.Frame}.TransactionOf(__step)";

    public static string UndoOf(FrameLayout layout, OperationModel operation) => $"{layout.Prefix}_Undo{operation.Index + 1}";

    private void Step(OperationModel operation)
    {
        var task = operation.Shape is TaskShape.Task or TaskShape.TaskOfT ? Library.Task : Library.ValueTask;
        var type = operation.ResultType is { } result ? $"{task}<{result}>" : task;
        writer.Line($"private {type} {NameOf(layout, operation)}({layout.FrameType} __f, {Library.StepContext} __step, {Library.Token} __token)");
        var arguments = string.Join(", ", operation.Arguments.Select(a => a.Name is { } name ? $"{name}: {ValueOf(a)}" : ValueOf(a)));
        using (writer.Indent())
            writer.Expression(layout.MapsLines, operation.Source, "=> " + DryRun(operation), $"{operation.Callee}({arguments})", ";");
        if (operation.Compensation is { } compensation)
            Undo(operation, compensation);
    }

    private string DryRun(OperationModel operation)
    {
        if (operation.DryRun is not { } substitute)
            return "";
        if (substitute.Callee is not { } callee)
            return $"__step.DryRun ? throw new {Library.Root}.NoDryRunException({ConstantText.Of(operation.StepId)}) : ";
        return $"__step.DryRun ? {callee}({string.Join(", ", substitute.Arguments.Select(a => Value(operation, a)))}) : ";
    }

    /// <summary>The result is read from the row of the step that is undone.</summary>
    private void Undo(OperationModel operation, CompensationModel compensation)
    {
        writer.Line();
        using (writer.Block($"private {Library.ValueTask} {UndoOf(layout, operation)}(ref {Library.Reader} __result, {Library.StepContext} __step, {Library.Token} __token)"))
        {
            if (compensation.IsLeftOutByDryRun)
                writer.Line("if (__step.DryRun) return default;");
            var arguments = string.Join(", ", compensation.Arguments.Select(a => a.From switch
            {
                ArgumentSource.Token => "__token",
                ArgumentSource.Context => "__step",
                ArgumentSource.Transaction => Transaction,
                _ => layout.Values.Read(operation.ResultPayload!, "__result"),
            }));
            var call = $"{compensation.Callee}({arguments})";
            writer.Line("return " + compensation.Shape switch
            {
                TaskShape.ValueTask => $"{call};",
                TaskShape.ValueTaskOfT => $"new({call}.AsTask());",
                _ => $"new({call});",
            });
        }
    }
}
