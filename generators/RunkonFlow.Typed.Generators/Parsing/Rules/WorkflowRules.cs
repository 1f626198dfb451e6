using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>All rules about the declaration of one workflow, its flow and its own steps.</summary>
internal static class WorkflowRules
{
    public static IReadOnlyList<Finding> Check(INamedTypeSymbol type, AttributeData attribute, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        findings.AddRange(WorkflowIsSealedPartial.Check(type, cancellationToken));
        // Of a static class nothing else is worth saying: its members cannot be those of a workflow.
        if (type.IsStatic) return findings;
        findings.AddRange(WorkflowHasOneFlow.Check(type));
        findings.AddRange(IdsAreValid.CheckWorkflow(type, attribute, cancellationToken));
        findings.AddRange(WorkflowCanBeConstructed.Check(type));
        findings.AddRange(EmittedNamesAreFree.Check(type));
        findings.AddRange(PolicyValuesAreValid.CheckWorkflow(type, attribute, cancellationToken));
        findings.AddRange(StepRules.Check(type, cancellationToken));
        return findings;
    }
}
