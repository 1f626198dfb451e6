using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Emission;
using RunkonFlow.Typed.Generators.Parsing;
using RunkonFlow.Typed.Generators.Shapes;
using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>
/// RKF0400 to RKF0402: the workflows of a project against the shapes that its <c>Workflows.Shipped.txt</c> says were shipped. A project
/// without that file is not looked at.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShippedShapeAnalyzer() : RuleAnalyzer(
    VersionDiagnostics.ShapeHasChanged,
    VersionDiagnostics.ShippedNodeHasChanged,
    VersionDiagnostics.ShapeIsNotRecorded)
{
    private protected override void Register(AnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.Has(KnownNames.WorkflowAttribute)) return;
        var file = context.Options.AdditionalFiles.FirstOrDefault(text => text.Path.Replace('\\', '/').Split('/').Last() == ShippedShapes.FileName);
        if (file?.GetText(context.CancellationToken)?.ToString() is not { } text) return;
        // A flow with errors has no shape yet.
        if (MachineSource.ReadLayouts(type, context.Compilation, context.CancellationToken) is not { } layouts) return;

        var (facts, shape) = (WorkflowFacts.Of(type), new WorkflowShape(layouts[0]));
        var heading = ShippedShapes.Heading(facts.Id, facts.Version);
        if (ShippedShapes.Section(text, heading) is not { } shipped)
        {
            Report(context, type, VersionDiagnostics.ShapeIsNotRecorded, facts, shape);
            return;
        }
        if (shipped.SequenceEqual(shape.Lines)) return;
        var faults = shipped.Select(ShippedNode.Read).OfType<ShippedNode>().Select(node => (Node: node, Fault: shape.FaultOf(node))).Where(one => one.Fault is not null).ToList();
        foreach (var (node, fault) in faults)
        {
            var properties = ImmutableDictionary<string, string?>.Empty;
            if (fault!.OldType.Length > 0 && fault.NewType.Length > 0) properties = properties.Add("old", TypeIds.CodeOf(fault.OldType)).Add("new", TypeIds.CodeOf(fault.NewType));
            context.ReportDiagnostic(Diagnostic.Create(
                VersionDiagnostics.ShippedNodeHasChanged, type.Locations[0], properties, node.Id, facts.Id, facts.Version, fault.What, fault.Advice));
        }
        if (faults.Count == 0) Report(context, type, VersionDiagnostics.ShapeHasChanged, facts, shape);
    }

    /// <summary>The code fix writes what the diagnostic carries.</summary>
    private static void Report(SymbolAnalysisContext context, INamedTypeSymbol type, DiagnosticDescriptor rule, WorkflowFacts facts, WorkflowShape shape)
    {
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add("heading", ShippedShapes.Heading(facts.Id, facts.Version)).Add("section", string.Join("\n", shape.Lines));
        context.ReportDiagnostic(Diagnostic.Create(rule, type.Locations[0], properties, facts.Id, facts.Version));
    }
}
