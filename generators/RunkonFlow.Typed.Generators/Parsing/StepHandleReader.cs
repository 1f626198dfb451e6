using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Model;

namespace RunkonFlow.Typed.Generators.Parsing;

/// <summary>Reads the steps that a workflow declares itself. Those of injected services belong to the services.</summary>
internal static class StepHandleReader
{
    public static IEnumerable<StepHandleModel> Read(INamedTypeSymbol workflow, CancellationToken cancellationToken)
    {
        var names = new HandleNames();
        foreach (var method in workflow.GetMembers().OfType<IMethodSymbol>().Where(method => method.Has(KnownNames.StepAttribute)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (method.IsGenericMethod || AsyncShape.Of(method) is not { IsTask: true, Result: var result }) continue;
            if (result is not null && FlowReader.ContainsError(result)) continue;
            yield return new(
                method.Name, DurableCall.IdOf(method), names.For(method.Name), result is null ? null : TypeNames.Emitted(result),
                AccessibilityRules.WidestFor(workflow, result is null ? [] : [result]));
        }
    }

    /// <summary>Whether the class of the handles can be a member of the workflow.</summary>
    public static bool IsFree(INamedTypeSymbol workflow, string name)
    {
        if (workflow.Name == name) return false;
        for (var type = workflow; type is not null; type = type.BaseType)
            if (type.GetMembers(name).Any()) return false;
        return true;
    }
}
