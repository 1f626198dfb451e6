using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>All rules about the declaration of one workflow, its flow and its own steps.</summary>
internal static class WorkflowRules
{
    public static IReadOnlyList<Finding> Check(
        INamedTypeSymbol type, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken)
        => [];
}
