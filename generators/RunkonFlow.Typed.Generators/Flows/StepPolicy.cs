using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>The policy of a step as the definition of its nodes states it.</summary>
internal static class StepPolicy
{
    public static string Text(IMethodSymbol step)
    {
        var attribute = (step.ReducedFrom ?? step).Attribute(FlowNames.StepAttribute);
        var text = "";
        foreach (var argument in attribute?.NamedArguments ?? [])
            if (argument.Key is "Commits" or "AtMostOnce" && argument.Value.Value is true)
                text += $", {argument.Key} = true";
        return text;
    }
}
