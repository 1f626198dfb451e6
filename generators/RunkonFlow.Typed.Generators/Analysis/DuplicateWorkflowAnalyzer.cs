using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>RKF0003: no other workflow, here or in a referenced assembly, has the same id and version.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateWorkflowAnalyzer() : RuleAnalyzer(DeclarationDiagnostics.WorkflowIsDeclaredTwice)
{
    private protected override void Register(AnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.Find(KnownNames.WorkflowAttribute) is not { } attribute) return;
        var key = KeyOf(attribute);
        var other = WorkflowIndex.Of(context.Compilation).All.FirstOrDefault(candidate =>
            !SymbolEqualityComparer.Default.Equals(candidate, type) && KeyOf(candidate.Find(KnownNames.WorkflowAttribute)!) == key);
        if (other is null) return;
        context.ReportDiagnostic(Diagnostic.Create(
            DeclarationDiagnostics.WorkflowIsDeclaredTwice, attribute.LocationOf(null, context.CancellationToken),
            type.Name, key.Id, key.Version, TypeNames.ForPeople(other)));
    }

    private static (string Id, int Version) KeyOf(AttributeData attribute) => (attribute.Text() ?? "", attribute.Named("Version", 1));
}
