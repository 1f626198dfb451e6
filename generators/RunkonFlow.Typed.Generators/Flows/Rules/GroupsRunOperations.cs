using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// A branch of a parallel or race is the call of a durable operation, and so is the body of a fan-out: only what is written there can be
/// started again in another process.
/// </summary>
internal sealed class GroupsRunOperations : IFlowRule
{
    public void Check(FlowContext flow)
    {
        var reported = new ReportedTasks(flow);
        foreach (var site in flow.Sites)
        {
            if (site is not { Fault: null, Durable.Call: { IsGroup: true } group }) continue;
            if (group.Kind == DurableKind.FanOut)
                CheckItem(flow, group, site.Name);
            else
                foreach (var branch in BranchCall.Of(group, flow.Model))
                    CheckBranch(flow, branch, reported);
        }
    }

    private static void CheckBranch(FlowContext flow, BranchCall branch, ReportedTasks reported)
    {
        if (branch.Call is { IsGroup: true } inner)
        {
            flow.Report(RuleIds.OperationInUnsupportedPlace, branch.Whole, CallSite.NameOf(inner.Method), "a branch", "put it into a [SubFlow] method and call that");
            return;
        }
        // What is wrong with a local that holds a task is said there.
        if (branch.Call is not null || reported.AreNamedIn(branch.Whole)) return;
        if (ItemBody.CallsIn(branch.Whole, flow.Model).FirstOrDefault() is { } call)
        {
            var name = CallSite.NameOf((IMethodSymbol)flow.Model.GetSymbolInfo(call).Symbol!);
            if (branch.Condition is not null)
                flow.Report(RuleIds.OperationInUnsupportedPlace, branch.Whole, name, "this choice", "one side is the call, the other 'Flow.Skip<T>()'");
            else
                flow.Report(RuleIds.OperationInUnsupportedPlace, branch.Whole, name, "an expression of a branch", $"let the branch be the call itself, '{name}(…)'");
            return;
        }
        flow.Report(RuleIds.AwaitedCallIsNotDurable, branch.Whole, branch.Whole.ToString(), "move it into a [Step] method, and let the branch be a call of that");
    }

    private static void CheckItem(FlowContext flow, DurableCall group, string name)
    {
        if (ItemBody.Of(group, flow.Model) is not { } body) return;
        if (body.Place is { } place)
        {
            var call = ItemBody.CallsIn(body.Whole, flow.Model).First();
            flow.Report(RuleIds.OperationInUnsupportedPlace, body.Whole, CallSite.NameOf((IMethodSymbol)flow.Model.GetSymbolInfo(call).Symbol!), place, body.Advice);
        }
        else if (body.Call is { IsGroup: true } inner)
        {
            flow.Report(RuleIds.OperationInUnsupportedPlace, body.Whole, CallSite.NameOf(inner.Method), "the body of a fan-out", "put it into a [SubFlow] method and name that");
        }
        else if (body.Call is null)
        {
            var what = body.Lambda is null ? body.Whole.ToString() : $"the body of '{name}'";
            flow.Report(RuleIds.AwaitedCallIsNotDurable, body.Whole, what, "name a [Step] or [SubFlow] method, or write a lambda that calls one");
        }
        else if (flow.Payloads.Parse(group.Method.TypeArguments[0]).Fault is { } fault)
        {
            flow.Report(RuleIds.PayloadCannotBeStored, BranchCall.ArgumentOf(group, "items")!, $"An item of '{name}'", fault.TrimEnd('.'));
        }
        else if (ForeignParameter(body, flow.Model) is { } foreign)
        {
            flow.Report(RuleIds.TokenIsNotTheFlows, foreign, $"'{foreign}' is there only once the item runs", "use it as the token or the context of the call, and nowhere else");
        }
    }

    /// <summary>A token or context of the lambda in an argument that is evaluated before the item runs.</summary>
    private static IdentifierNameSyntax? ForeignParameter(ItemBody body, SemanticModel model)
    {
        if (body.Lambda is not { } lambda) return null;
        foreach (var name in lambda.Body.DescendantNodes().OfType<IdentifierNameSyntax>())
            if (name.Parent is not ArgumentSyntax && model.GetSymbolInfo(name).Symbol is IParameterSymbol parameter && parameter.IsEngineParameter()
                && lambda.Span.Contains(parameter.Locations[0].SourceSpan))
            {
                return name;
            }
        return null;
    }
}
