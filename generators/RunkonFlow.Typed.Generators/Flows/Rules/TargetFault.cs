using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>The result of an operation goes into locals, parameters of the flow or discards: nothing else is kept in the frame.</summary>
internal static class TargetFault
{
    public static PlaceFault? Of(DurableStatement statement, SemanticModel model)
    {
        if (statement.Use is not (ResultUse.Assigned or ResultUse.Deconstructed) || statement.Left is not ExpressionSyntax left) return null;
        return Foreign(left, model) is { } foreign
            ? new(true, $"an assignment to '{foreign}'",
                $"await it into a local first, 'var result = await {CallSite.NameOf(statement.Call.Method)}(…);', and assign the local")
            : null;
    }

    private static ExpressionSyntax? Foreign(ExpressionSyntax target, SemanticModel model)
    {
        switch (FlowSyntax.Unparenthesized(target))
        {
            case DeclarationExpressionSyntax:
                return null;
            case TupleExpressionSyntax tuple:
                foreach (var element in tuple.Arguments)
                    if (Foreign(element.Expression, model) is { } foreign) return foreign;
                return null;
            case var single:
                return model.GetSymbolInfo(single).Symbol switch
                {
                    IDiscardSymbol or ILocalSymbol { IsRef: false } => null,
                    IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } } => null,
                    _ => single,
                };
        }
    }
}
