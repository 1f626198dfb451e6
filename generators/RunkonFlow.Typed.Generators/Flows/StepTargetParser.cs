using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Parsing;
using RunkonFlow.Typed.Generators.Policies;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>Reads what undoes a step, and what a dry run does in its place.</summary>
internal static class StepTargetParser
{
    /// <summary>What undoes the step at a call; null for nothing.</summary>
    public static CompensationModel? Compensation(DurableCall call)
    {
        if (call.Kind != DurableKind.Step || StepTargets.CompensationOf(call.Method) is not { } undo) return null;
        var policy = PolicyParser.Parse(undo);
        return new CompensationModel
        {
            StepId = DurableCall.IdOf(undo),
            FormerStepIds = [.. undo.FormerNames()],
            Policy = PolicyEmitter.Initializers(policy with { Commits = false, AtMostOnce = false }),
            Callee = CalleeOf(call, undo),
            Shape = OperationParser.ShapeOf(undo),
            TakesResult = undo.Parameters.Any(p => !p.IsEngineParameter()),
            IsLeftOutByDryRun = policy.Commits || PolicyParser.Parse(call.Method).Commits,
            Arguments = [.. undo.Parameters.Select(Argument)],
        };
    }

    /// <summary>What a dry run does at the step of a call, and the mode that the definition states for it; null for the step itself.</summary>
    public static (SubstituteModel? Model, string Policy) DryRun(DurableCall call, bool usesResult)
    {
        if (call.Kind != DurableKind.Step || !PolicyParser.Parse(call.Method).Commits) return (null, "");
        var substitute = StepTargets.SubstituteOf(call.Method);
        if (substitute is null && !usesResult) return (null, ", DryRun = global::RunkonFlow.Typed.DryRunMode.Skip");
        var model = new SubstituteModel(
            substitute is null ? null : CalleeOf(call, substitute),
            substitute is null ? [] : [.. Arguments(substitute, call.Method)]);
        return (model, ", DryRun = global::RunkonFlow.Typed.DryRunMode.Substitute");
    }

    /// <summary>The step that decides a gate; null for people alone.</summary>
    public static ResolverModel? Resolver(IMethodSymbol gate)
        => StepTargets.ResolverOf(gate) is { ReturnType: INamedTypeSymbol { TypeArguments: [var result] } } step
            ? new(VariableTable.Escape(step.Name), OperationParser.ShapeOf(step), result.Text(), [.. Arguments(step, gate)])
            : null;

    /// <summary>The arguments of a method that takes what a step or gate takes.</summary>
    private static IEnumerable<SubstituteArgument> Arguments(IMethodSymbol substitute, IMethodSymbol step)
    {
        var inputs = new Queue<IParameterSymbol>(step.Parameters.Where(p => !p.IsEngineParameter()));
        foreach (var parameter in substitute.Parameters)
        {
            if (parameter.IsEngineParameter())
            {
                yield return new(parameter.EngineSource(), "", "");
                continue;
            }
            var input = inputs.Dequeue();
            yield return new(ArgumentSource.Plain, input.Name, input.HasExplicitDefaultValue ? ConstantText.DefaultOf(input) : "default!");
        }
    }

    private static ArgumentModel Argument(IParameterSymbol parameter) => new()
    {
        Name = null,
        Parameter = parameter.Name,
        From = parameter.IsEngineParameter() ? parameter.EngineSource() : ArgumentSource.Stored,
        Type = parameter.Type.Text(),
    };

    /// <summary>The other method on the receiver of the call.</summary>
    private static string CalleeOf(DurableCall call, IMethodSymbol method)
    {
        var name = VariableTable.Escape(method.Name);
        return call.Callee is MemberAccessExpressionSyntax access ? $"{PieceText.Of(access.Expression)}.{name}" : name;
    }
}
