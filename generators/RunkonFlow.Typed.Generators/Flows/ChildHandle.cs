using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>The constructor parameter by which a flow names another workflow. It is a handle: there is no instance behind it.</summary>
internal static class ChildHandle
{
    /// <summary>The parameter through which a child is called; through a field or property, the one parameter of its type.</summary>
    public static IParameterSymbol? Of(DurableCall call, IMethodSymbol flow, SemanticModel model)
    {
        if ((call.Callee as MemberAccessExpressionSyntax)?.Expression is not { } receiver) return null;
        if (model.GetSymbolInfo(receiver).Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter)
            return parameter;
        var ofType = ConstructorReader.Widest(flow.ContainingType)?.Parameters
            .Where(p => SymbolEqualityComparer.Default.Equals(p.Type, call.Method.ContainingType)).Take(2).ToList();
        return ofType is [var only] ? only : null;
    }

    /// <summary>Whether a type is a workflow, so that what holds it is a handle.</summary>
    public static bool IsWorkflow(ITypeSymbol type) => type.Attribute(FlowNames.WorkflowAttribute) is not null;
}
