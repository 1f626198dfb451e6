using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Rules;
using RunkonFlow.Typed.Generators.Parsing;
using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>Reports parameters and results of a workflow's own steps that cannot be stored.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PayloadAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DataDiagnostics.PayloadCannotBeStored];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.Attribute(KnownNames.WorkflowAttribute) is null) return;
        var payloads = PayloadParser.For(type, context.Compilation);
        foreach (var step in type.GetMembers().OfType<IMethodSymbol>())
        {
            // What a generic step takes and gives is known where it is called, and judged there.
            if ((step.Attribute(FlowNames.StepAttribute) is null && !WaitReader.IsWait(step)) || step.IsGenericMethod) continue;
            foreach (var fault in PayloadsCanBeStored.FaultsOf(step, payloads))
                context.ReportDiagnostic(Diagnostic.Create(DataDiagnostics.PayloadCannotBeStored, fault.Location, fault.What, fault.Why));
        }
    }
}
