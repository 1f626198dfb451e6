using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// What a flow does with another workflow is to call its flow. Behind the constructor parameter is no instance, so anything else
/// would fail when it runs.
/// </summary>
internal sealed class HandlesOnlyStartRuns : IFlowRule
{
    public void Check(FlowContext flow)
    {
        foreach (var name in CallSites.Body(flow).DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (!IsHandle(flow.Model.GetSymbolInfo(name).Symbol, flow) || FlowSyntax.IsInNameof(name, flow.Model)) continue;
            ExpressionSyntax handle = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
            // An operation on it is judged as such.
            if (handle.Parent is MemberAccessExpressionSyntax member && flow.Model.GetSymbolInfo(member).Symbol is IMethodSymbol method
                && DurableCall.KindOf(method) is not null) continue;
            flow.Report(RuleIds.OperationInUnsupportedPlace, handle, handle.ToString(), "an expression: behind a workflow's handle is no instance",
                $"only call its flow, 'await {name.Identifier.ValueText}.RunAsync(…);'");
        }
    }

    private static bool IsHandle(ISymbol? symbol, FlowContext flow) => symbol switch
    {
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter => ChildHandle.IsWorkflow(parameter.Type),
        IFieldSymbol { IsStatic: false } field => IsOwn(field, flow) && ChildHandle.IsWorkflow(field.Type),
        IPropertySymbol { IsStatic: false } property => IsOwn(property, flow) && ChildHandle.IsWorkflow(property.Type),
        _ => false,
    };

    private static bool IsOwn(ISymbol member, FlowContext flow) => SymbolEqualityComparer.Default.Equals(member.ContainingType, flow.Method.ContainingType);
}
