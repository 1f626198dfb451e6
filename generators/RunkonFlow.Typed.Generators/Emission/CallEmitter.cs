using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Emits what an operation takes from the user's text as private methods of the user's class: calls of steps, arguments of timers and sub-flows.</summary>
internal sealed partial class CallEmitter(SourceWriter writer, FrameLayout layout)
{
    public static string NameOf(FrameLayout layout, OperationModel operation) => operation.Kind switch
    {
        DurableKind.Step => $"{layout.Prefix}_Call{operation.Index + 1}",
        DurableKind.SubFlow or DurableKind.Parallel or DurableKind.Race => $"{layout.Prefix}_Start{operation.Index + 1}",
        DurableKind.Child => $"{layout.Prefix}_Child{operation.Index + 1}",
        DurableKind.Gate => $"{layout.Prefix}_Gate{operation.Index + 1}",
        _ => $"{layout.Prefix}_Timer{operation.Index + 1}",
    };

    public static string NameOf(FrameLayout layout, OperationModel operation, int branch) => $"{NameOf(layout, operation)}_{branch + 1}";

    public void Emit(OperationModel operation)
    {
        if (operation.Kind is DurableKind.Signal or DurableKind.FanOut)
            return;
        writer.Line();
        switch (operation.Kind)
        {
            case DurableKind.Step: Step(operation); break;
            case DurableKind.SubFlow: SubFlow(operation); break;
            case DurableKind.Gate: Gate(operation); break;
            case DurableKind.Parallel or DurableKind.Race: Branches(operation); break;
            case DurableKind.Child: Child(operation); break;
            default: Timer(operation); break;
        }
        if (!operation.Limits.IsEmpty)
            Limits(operation);
    }

    /// <summary>The input is written out at once, so nothing need be copied.</summary>
    private void Child(OperationModel operation)
    {
        writer.Line($"private {Library.WorkflowStart} {NameOf(layout, operation)}({layout.FrameType} __f)");
        var arguments = operation.Arguments.Where(a => a.From is ArgumentSource.Plain or ArgumentSource.Stored)
            .Select(a => $"{Identifier.Escape(a.Parameter)}: {Uncopied(a)}");
        using (writer.Indent())
            writer.Expression(layout.MapsLines, operation.Source, "=> ", $"{operation.Child}.Start({string.Join(", ", arguments)})", ";");
    }

    private void Timer(OperationModel operation)
    {
        var argument = operation.Arguments.First(a => a.From is ArgumentSource.Plain or ArgumentSource.Stored);
        writer.Line($"private {argument.Type} {NameOf(layout, operation)}({layout.FrameType} __f)");
        using (writer.Indent())
            writer.Expression(layout.MapsLines, argument.Source, "=> ", ValueOf(argument), ";");
    }

    private void SubFlow(OperationModel operation)
    {
        var called = layout.SubFlows[operation.SubFlow];
        Start(NameOf(layout, operation), called, operation.Arguments);
    }

    /// <summary>A method for each branch gives it its arguments.</summary>
    private void Branches(OperationModel operation)
    {
        for (var i = 0; i < operation.Branches.Length; i++)
        {
            if (i > 0)
                writer.Line();
            Start(NameOf(layout, operation, i), layout[operation.Branches[i]], operation.Branches[i].Arguments);
        }
    }

    private void Start(string name, FrameLayout called, IEnumerable<ArgumentModel> arguments)
    {
        using (writer.Block($"private void {name}({layout.FrameType} __f, {called.FrameType} __call)"))
        {
            foreach (var number in called.Flow.Parameters)
            {
                var parameter = called.Flow.Variables[number];
                if (parameter.Kind == VariableKind.Engine)
                    continue;
                var field = $"__call.{called.Fields[number]} = ";
                var argument = arguments.FirstOrDefault(a => a.Parameter == parameter.Name.TrimStart('@'));
                if (argument is null)
                    writer.Line($"{field}{parameter.Default ?? "default!"};");
                else
                    writer.Expression(layout.MapsLines, argument.Source, field, ValueOf(argument), ";");
            }
        }
    }

    private string ValueOf(ArgumentModel argument)
    {
        switch (argument.From)
        {
            case ArgumentSource.Token: return "__token";
            case ArgumentSource.Context: return "__step";
            case ArgumentSource.Transaction: return Transaction;
        }
        var value = Uncopied(argument);
        return argument.Copied is { } payload ? layout.Values.Copy(payload, value) : value;
    }

    private string Uncopied(ArgumentModel argument)
        => argument.From == ArgumentSource.Stored
            ? layout.ReadFromFrame(argument.Variable)
            : string.Concat(argument.Text.Select(p => p.Text + (p.Variable < 0 ? "" : layout.ReadFromFrame(p.Variable))));
}
