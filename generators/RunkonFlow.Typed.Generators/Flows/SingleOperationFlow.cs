using System.Collections.Immutable;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>Makes the flow that a branch or an item body is: its parameters are the arguments of one operation, whose result it returns.</summary>
internal sealed class SingleOperationFlow(FlowContext flow, OperationParser operations)
{
    /// <param name="call">The operation.</param>
    /// <param name="arguments">What the flow around passes.</param>
    /// <param name="role">How it is driven.</param>
    /// <param name="name">What its members are called.</param>
    public FlowBody Of(DurableCall call, IReadOnlyList<ArgumentModel> arguments, FlowRole role, string name)
    {
        var variables = new List<VariableModel>();
        var inner = arguments.Select(a => a.From is ArgumentSource.Token or ArgumentSource.Context or ArgumentSource.Transaction ? a : Parameter(call, a, variables)).ToList();
        var operation = operations.Describe(call, 0, inner);
        var result = operation.ResultType is null ? null : ((Microsoft.CodeAnalysis.INamedTypeSymbol)call.Method.ReturnType).TypeArguments[0];
        return new FlowBody
        {
            Name = name,
            Key = $"{flow.Method.OriginalDefinition.ToDisplayString()}/{call.Call.SpanStart}",
            IsSubFlow = true,
            Role = role,
            ResultType = operation.ResultType,
            ResultPayload = operation.ResultPayload,
            ResultIsReference = result is not null && VariableTable.MayBeNull(result),
            Variables = [.. variables],
            Parameters = [.. variables.Select(v => v.Number)],
            Carried = [],
            Operations = [operation with { IsReturned = result is not null }],
            Loops = [],
            Switches = [],
            Body = new BlockModel([new OperationStatement(0, [], null)]),
        };
    }

    private ArgumentModel Parameter(DurableCall call, ArgumentModel argument, List<VariableModel> variables)
    {
        var type = call.Method.Parameters.First(p => p.Name == argument.Parameter).Type;
        var variable = new VariableModel
        {
            Number = variables.Count,
            Kind = VariableKind.Parameter,
            Name = VariableTable.Escape(argument.Parameter),
            Type = argument.Type,
            Payload = flow.Payloads.Parse(type),
            IsReference = VariableTable.MayBeNull(type),
        };
        variables.Add(variable);
        ImmutableArray<ArgumentPart> text = [new("", variable.Number), new("", -1)];
        return argument with { From = ArgumentSource.Plain, Text = text, Variable = -1 };
    }
}
