using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// A local that lives across an operation is written to the store, so its type has a faithful stored form. One that only
/// crosses from one piece of the flow into another is kept in the frame, so its type can be named, and no lambda holds on to
/// another local.
/// </summary>
internal sealed class LocalsCanBeStored : IFlowRule
{
    public void Check(FlowContext flow)
    {
        if (flow is not { Lowered: { } lowered, Flow: { } body }) return;
        foreach (var number in lowered.Slots)
        {
            if (body.Variables[number].Kind != VariableKind.Local || flow.Variables[number] is not ILocalSymbol local) continue;
            if (lowered.Persisted.Contains(number))
            {
                if (flow.Payloads.Parse(local.Type).Fault is { } fault)
                    Report(flow, local, "lives across a durable operation and cannot be stored", fault, AdviceFor(local.Type));
            }
            else if (UnkeptPart(local.Type) is { } part)
                Report(flow, local, "is used on both sides of a statement with a durable operation, or inside and before it", part, AdviceFor(local.Type));
            else if (HoldsLambda(local, flow))
                Report(flow, local, "holds a lambda that captures locals, and is used in more than one piece of the flow",
                    "the lambda would not see later changes of them", "call 'ToArray()', or make it where it is used");
        }
        CheckLoops(flow);
    }

    private static void Report(FlowContext flow, ILocalSymbol local, string what, string why, string advice)
        => flow.Report(RuleIds.LocalCannotBePersisted, local.Locations[0], local.Name, what, why.TrimEnd('.'), advice);

    /// <summary>What a <c>foreach</c> with operations goes over is stored as an array of its elements.</summary>
    private static void CheckLoops(FlowContext flow)
    {
        var reported = new HashSet<Location>(flow.Findings.Where(f => f.Rule == RuleIds.LocalCannotBePersisted).Select(f => f.Location));
        foreach (var node in FlowSyntax.OfTheFlowItself(CallSites.Body(flow)))
        {
            if (node is not ForEachStatementSyntax each || !flow.HoldsOperation(each.Statement)) continue;
            if (flow.Model.GetForEachStatementInfo(each).ElementType is not { } element || reported.Contains(each.Identifier.GetLocation())) continue;
            if (flow.Payloads.Parse(element).Fault is { } fault)
                flow.Report(RuleIds.LocalCannotBePersisted, each.Identifier.GetLocation(), each.Identifier.ValueText,
                    "is an item of a loop with durable operations and cannot be stored", fault.TrimEnd('.'), AdviceFor(element));
        }
    }

    private static string? UnkeptPart(ITypeSymbol type) => type switch
    {
        { IsRefLikeType: true } => "it lives on the stack only",
        { TypeKind: TypeKind.Delegate } => "code cannot be kept in a frame",
        { IsAnonymousType: true } => "its type has no name",
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => "a pointer cannot be kept in a frame",
        IArrayTypeSymbol array => UnkeptPart(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Select(UnkeptPart).FirstOrDefault(part => part is not null),
        _ => null,
    };

    private static bool HoldsLambda(ILocalSymbol local, FlowContext flow)
    {
        if (flow.Payloads.Parse(local.Type).Fault is null) return false;
        foreach (var node in CallSites.Body(flow).DescendantNodes())
        {
            var value = node switch
            {
                VariableDeclaratorSyntax { Initializer.Value: var initial } when Is(flow.Model.GetDeclaredSymbol(node), local) => initial,
                AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } assignment when Is(flow.Model.GetSymbolInfo(left).Symbol, local) => assignment.Right,
                _ => null,
            };
            if (value is not null && value.DescendantNodesAndSelf().OfType<AnonymousFunctionExpressionSyntax>().Any(lambda => Captures(lambda, flow))) return true;
        }
        return false;
    }

    private static bool Captures(AnonymousFunctionExpressionSyntax lambda, FlowContext flow)
        => lambda.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => flow.Model.GetSymbolInfo(name).Symbol is
                ILocalSymbol { IsConst: false } or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } }
            && !lambda.Span.Contains(flow.Model.GetSymbolInfo(name).Symbol!.Locations[0].SourceSpan));

    private static bool Is(ISymbol? left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);

    private static string AdviceFor(ITypeSymbol type) => type switch
    {
        { IsAnonymousType: true } => "declare a record for it",
        { TypeKind: TypeKind.Delegate } => "write a method instead",
        { IsRefLikeType: true } => "use an array or a string",
        { Name: "IEnumerable" or "IOrderedEnumerable" or "IQueryable" } => "call 'ToArray()' on it",
        { TypeKind: TypeKind.Interface } => "use a constructor parameter where it is a service, else name the class",
        _ => "keep the data that it is made from, and make it again where it is used",
    };
}
