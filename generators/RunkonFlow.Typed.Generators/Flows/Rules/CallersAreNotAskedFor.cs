using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// The compiler fills a caller's name, file and line from the text that it compiles: in a run, that is the emitted machine.
/// </summary>
internal sealed class CallersAreNotAskedFor : IFlowRule
{
    private static readonly string[] Attributes = ["CallerMemberNameAttribute", "CallerFilePathAttribute", "CallerLineNumberAttribute"];

    public void Check(FlowContext flow)
    {
        if (flow.IsRefused) return;
        foreach (var node in CallSites.Body(flow).DescendantNodes())
        {
            if (node is not (InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax)) continue;
            if (flow.Model.GetSymbolInfo(node).Symbol is not IMethodSymbol method || !method.Parameters.Any(IsCaller)) continue;
            var arguments = flow.Model.GetOperation(node, flow.CancellationToken) switch
            {
                IInvocationOperation call => call.Arguments,
                IObjectCreationOperation creation => creation.Arguments,
                _ => [],
            };
            if (arguments.FirstOrDefault(a => a.ArgumentKind == ArgumentKind.DefaultValue && a.Parameter is { } p && IsCaller(p)) is { } filled)
                flow.Advise(RuleIds.CallerIsAskedFor, node, filled.Parameter!.Name, method.Name);
        }
    }

    private static bool IsCaller(IParameterSymbol parameter)
        => parameter.GetAttributes().Any(a => a.AttributeClass is { ContainingNamespace: { } space } type
            && Attributes.Contains(type.Name) && space.ToDisplayString() == "System.Runtime.CompilerServices");
}
