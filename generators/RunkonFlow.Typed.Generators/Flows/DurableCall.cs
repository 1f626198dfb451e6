using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>A call of a durable operation, wherever it stands.</summary>
/// <param name="Kind">What is called.</param>
/// <param name="Call">The call, or the method group that a fan-out calls for each item; without <c>Flow.As</c> and <c>ConfigureAwait</c> around it.</param>
/// <param name="Method">The method called, as it is constructed at the call.</param>
/// <param name="Name">What <c>Flow.As</c> around it says; null without one. Empty when that is no constant.</param>
internal sealed record DurableCall(DurableKind Kind, ExpressionSyntax Call, IMethodSymbol Method, string? Name)
{
    /// <summary>What stands before the argument list.</summary>
    public ExpressionSyntax Callee => (Call as InvocationExpressionSyntax)?.Expression ?? Call;

    /// <summary>The arguments of the call; none for a method group.</summary>
    public SeparatedSyntaxList<ArgumentSyntax> Arguments => (Call as InvocationExpressionSyntax)?.ArgumentList.Arguments ?? default;

    /// <summary>
    /// The id of the step, gate, signal, sub-flow or child workflow; for the flow's own words <c>delay</c>, <c>until</c>, <c>parallel</c>, <c>race</c>,
    /// <c>for-each</c>.
    /// </summary>
    public string StepId => Kind switch
    {
        DurableKind.Delay => "delay",
        DurableKind.Until => "until",
        DurableKind.Race => "race",
        DurableKind.Parallel => "parallel",
        DurableKind.FanOut => Method.Name == "Parallel" ? "parallel" : "for-each",
        DurableKind.Child => Method.ContainingType.Attribute(FlowNames.WorkflowAttribute) is { ConstructorArguments: [{ Value: string id }] } ? id : "",
        _ => IdOf(Method),
    };

    /// <summary>Ids that it had in shipped versions, as <c>[Formerly]</c> says.</summary>
    public IEnumerable<string> FormerStepIds => Kind switch
    {
        DurableKind.Step or DurableKind.Gate or DurableKind.Signal or DurableKind.SubFlow => (Method.ReducedFrom ?? Method).FormerNames(),
        DurableKind.Child => Method.ContainingType.FormerNames(),
        _ => [],
    };

    /// <summary>The id that the call site had in a shipped version, as <c>Flow.As</c> around it says; null for none.</summary>
    public string? FormerName { get; init; }

    /// <summary>Ids that the call site had in shipped versions. A name of its own does not change when its operation is renamed.</summary>
    public IEnumerable<string> FormerSiteIds => Name is null ? FormerStepIds : FormerName is { Length: > 0 } former ? [former] : [];

    /// <summary>The call site's id in its flow.</summary>
    public string SiteId => Name ?? StepId;

    /// <summary>It runs other operations: their calls are its arguments.</summary>
    public bool IsGroup => Kind is DurableKind.Parallel or DurableKind.Race or DurableKind.FanOut;

    /// <summary>The durable call that an expression is, through <c>Flow.As</c>, <c>ConfigureAwait</c>, <c>AsTask</c> and parentheses; or null.</summary>
    public static DurableCall? In(ExpressionSyntax? expression, SemanticModel model) => In(expression, model, isBranch: false);

    /// <summary>The durable call that a branch is: there <c>Flow.Unit</c> may stand around it.</summary>
    public static DurableCall? InBranch(ExpressionSyntax? expression, SemanticModel model) => In(expression, model, isBranch: true);

    private static DurableCall? In(ExpressionSyntax? expression, SemanticModel model, bool isBranch)
    {
        string? name = null;
        string? former = null;
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    expression = parenthesized.Expression;
                    continue;
                case InvocationExpressionSyntax call:
                    if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
                        return null;
                    if (KindOf(method) is { } kind)
                        return new(kind, call, method, name) { FormerName = former };
                    if (call.Expression is MemberAccessExpressionSyntax access && method.Name is "ConfigureAwait" or "AsTask")
                    {
                        expression = ((MemberAccessExpressionSyntax)call.Expression).Expression;
                        continue;
                    }
                    if (method.IsFlowMember("As") && call.ArgumentList.Arguments.Count is 2 or 3)
                    {
                        if (name is null && call.ArgumentList.Arguments is [_, _, var formerly])
                            former = model.GetConstantValue(formerly.Expression).Value as string ?? "";
                        name ??= model.GetConstantValue(call.ArgumentList.Arguments[0].Expression).Value as string ?? "";
                        expression = call.ArgumentList.Arguments[1].Expression;
                        continue;
                    }
                    if (isBranch && method.IsFlowMember("Unit") && call.ArgumentList.Arguments is [var operation])
                    {
                        expression = operation.Expression;
                        continue;
                    }
                    return null;
                default:
                    return null;
            }
        }
    }

    /// <summary>The kind of operation that a call of this method is; null for a plain method.</summary>
    public static DurableKind? KindOf(IMethodSymbol method)
    {
        // An attribute on a local function means nothing, and is refused as such.
        if (method.MethodKind == MethodKind.LocalFunction)
            return null;
        var called = method.ReducedFrom ?? method;
        if (called.IsFlowMember("Delay"))
            return DurableKind.Delay;
        if (called.IsFlowMember("Until"))
            return DurableKind.Until;
        if (called.IsFlowMember("Race"))
            return DurableKind.Race;
        if (called.IsFlowMember("ForEach"))
            return DurableKind.FanOut;
        if (called.IsFlowMember("Parallel"))
            return called.Parameters[0].Type.Name == "IEnumerable" ? DurableKind.FanOut : DurableKind.Parallel;
        if (called.Attribute(FlowNames.StepAttribute) is not null)
            return DurableKind.Step;
        if (called.Attribute(FlowNames.GateAttribute) is not null)
            return DurableKind.Gate;
        if (called.Attribute(FlowNames.SignalAttribute) is not null)
            return DurableKind.Signal;
        if (called.Attribute(FlowNames.FlowAttribute) is not null && ChildHandle.IsWorkflow(called.ContainingType))
            return DurableKind.Child;
        return called.Attribute(FlowNames.SubFlowAttribute) is not null ? DurableKind.SubFlow : null;
    }

    /// <summary>A durable method's id: the attribute's, or its name in kebab case without <c>Async</c>.</summary>
    public static string IdOf(IMethodSymbol method)
    {
        var called = method.ReducedFrom ?? method;
        foreach (var attribute in called.GetAttributes())
            if (attribute is { ConstructorArguments: [{ Value: string { Length: > 0 } given }] } && FlowNames.HasId(attribute.AttributeClass))
                return given;
        return KebabCase.Of(called.Name.EndsWith("Async", StringComparison.Ordinal) && called.Name.Length > 5
            ? called.Name.Substring(0, called.Name.Length - 5)
            : called.Name);
    }

    /// <summary>Whether a durable operation is called anywhere in a node, lambdas and local functions included.</summary>
    public static bool IsIn(SyntaxNode node, SemanticModel model)
    {
        foreach (var inner in node.DescendantNodesAndSelf())
            if (inner is InvocationExpressionSyntax call && model.GetSymbolInfo(call).Symbol is IMethodSymbol method && KindOf(method) is not null)
                return true;
        return false;
    }
}
