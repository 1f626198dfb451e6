using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// A step is called on the workflow, or on what its constructor was given: a later attempt, perhaps in another process,
/// must find the same receiver.
/// </summary>
internal static class ReceiverFault
{
    public static PlaceFault? Of(DurableCall call, SemanticModel model)
    {
        if (call.Method.ReducedFrom is { } extension)
            return new(true, "a call as an extension", $"call it as the static method that it is, '{extension.ContainingType.Name}.{extension.Name}(…)'");
        if (call.Method.IsStatic) return null;
        if (call.Callee is not MemberAccessExpressionSyntax access) return null;
        if (call.Kind != DurableKind.Child && ChildHandle.IsWorkflow(call.Method.ContainingType)
            && FlowSyntax.Unparenthesized(access.Expression) is not (ThisExpressionSyntax or BaseExpressionSyntax))
        {
            return new(true, $"a call on the workflow '{access.Expression}', behind which is no instance",
                $"call its flow, or move '{call.Method.Name}' into a class that both workflows take");
        }
        if (IsFixed(access.Expression, model)) return null;
        return new(true, $"a call on '{access.Expression}'",
            $"take its '{call.Method.ContainingType.Name}' as a constructor parameter of the workflow and call that");
    }

    private static bool IsFixed(ExpressionSyntax receiver, SemanticModel model)
        => FlowSyntax.Unparenthesized(receiver) switch
        {
            ThisExpressionSyntax or BaseExpressionSyntax => true,
            PostfixUnaryExpressionSyntax suppressed => IsFixed(suppressed.Operand, model),
            MemberAccessExpressionSyntax access => model.GetSymbolInfo(access).Symbol is IFieldSymbol or IPropertySymbol && IsFixed(access.Expression, model),
            IdentifierNameSyntax name => model.GetSymbolInfo(name).Symbol switch
            {
                IFieldSymbol or IPropertySymbol => true,
                IParameterSymbol parameter => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor },
                _ => false,
            },
            _ => false,
        };
}
