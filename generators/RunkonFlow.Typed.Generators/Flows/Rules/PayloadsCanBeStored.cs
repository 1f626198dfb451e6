using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// What a flow takes and returns, and what its operations take and return, has a faithful stored form. The workflow's own
/// steps and sub-flows say so where they are declared; those of others are judged where they are called, because which
/// types can be stored is the caller's choice.
/// </summary>
internal sealed class PayloadsCanBeStored : IFlowRule
{
    public void Check(FlowContext flow)
    {
        foreach (var fault in FaultsOf(flow.Method, flow.Payloads))
            flow.Report(RuleIds.PayloadCannotBeStored, fault.Location, fault.What, fault.Why);

        foreach (var site in flow.Sites)
        {
            if (site is not { Fault: null, Durable.Call: { IsGroup: false } } || site.Node is not ExpressionSyntax call) continue;
            if (FaultsOf(site.Method, flow.Payloads).FirstOrDefault() is not { } fault) continue;
            var isOwn = SymbolEqualityComparer.Default.Equals(site.Method.ContainingType, flow.Method.ContainingType) && site.Method.Locations[0].IsInSource;
            if (isOwn && !site.Method.IsGenericMethod)
                flow.RefuseElsewhere();
            else
                flow.Report(RuleIds.PayloadCannotBeStored, call, fault.What, fault.Why);
        }
    }

    /// <summary>The parameters and the result of a durable method that cannot be stored.</summary>
    public static IEnumerable<PayloadFault> FaultsOf(IMethodSymbol method, PayloadParser payloads)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.IsEngineParameter() || payloads.Parse(parameter.Type).Fault is not { } fault) continue;
            yield return new($"'{parameter.Name}' of '{method.Name}'", fault.TrimEnd('.'), parameter.Locations.FirstOrDefault() ?? Location.None);
        }
        if (method.ReturnType is INamedTypeSymbol { TypeArguments: [var result] } && payloads.Parse(result).Fault is { } of)
            yield return new($"The result of '{method.Name}'", of.TrimEnd('.'), method.Locations[0]);
    }
}
