using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Emission;

/// <content>Steps that decide automated gates.</content>
internal sealed partial class CallEmitter
{
    public static string ResolveOf(FrameLayout layout, OperationModel operation) => $"{layout.Prefix}_Resolve{operation.Index + 1}";

    private void Resolve(OperationModel operation, ResolverModel resolver)
    {
        writer.Line();
        var task = resolver.Shape == TaskShape.TaskOfT ? Library.Task : Library.ValueTask;
        var method = ResolveOf(layout, operation);
        writer.Line($"private {task}<{resolver.ResultType}> {method}({layout.FrameType} __f, {Library.StepContext} __step, {Library.Token} __token)");
        using (writer.Indent())
            writer.Line($"=> {resolver.Callee}({string.Join(", ", resolver.Arguments.Select(a => Value(operation, a)))});");
    }

    /// <summary>What a method that is called beside the operation's own gets: the engine's, or what the call passes.</summary>
    private string Value(OperationModel operation, SubstituteArgument argument) => argument.From switch
    {
        ArgumentSource.Token => "__token",
        ArgumentSource.Context => "__step",
        ArgumentSource.Transaction => Transaction,
        _ => operation.Arguments.FirstOrDefault(a => a.Parameter == argument.Parameter) is { } passed ? ValueOf(passed) : argument.Default,
    };
}
