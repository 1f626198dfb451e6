using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>Applies code fixes as an editor does: to a file of a project whose analyzers ran over what the generator emitted too.</summary>
internal static class FixHarness
{
    private const string FileName = "Source0.cs";

    /// <summary>The file after the fix of the first place; null when none is offered.</summary>
    public static async Task<string?> ApplyAsync(CodeFixProvider fix, string source)
    {
        var document = Open(source);
        if (await FirstAsync(fix, document) is not var (_, action)) return null;
        return await TextAsync(await ChangedAsync(action, document));
    }

    /// <summary>The file after "fix all in the project", repeated while something is left to fix.</summary>
    public static Task<string> ApplyToAllAsync(CodeFixProvider fix, string source) => ApplyToAllAsync(fix, Open(source));

    /// <summary>The same in a project with an additional file.</summary>
    public static Task<string> ApplyToAllAsync(CodeFixProvider fix, string source, string name, string text)
        => ApplyToAllAsync(fix, Open(source).Project.AddAdditionalDocument(name, text).Project.Documents.Single(document => document.Name == FileName));

    private static async Task<string> ApplyToAllAsync(CodeFixProvider fix, Document document)
    {
        for (var round = 0; round < 5 && await FirstAsync(fix, document) is var (diagnostic, action); round++)
        {
            var context = new FixAllContext(
                document, fix, FixAllScope.Project, action.EquivalenceKey!, fix.FixableDiagnosticIds, new Found(fix), TestContext.Current.CancellationToken);
            var all = await fix.GetFixAllProvider()!.GetFixAsync(context);
            document = await ChangedAsync(Assert.IsAssignableFrom<CodeAction>(all), document);
        }
        return await TextAsync(document);
    }

    /// <summary>What the rule still says of a file, and what the compiler does.</summary>
    public static async Task<IReadOnlyList<string>> ComplaintsAsync(CodeFixProvider fix, string source)
    {
        var document = Open(source);
        var compilation = AnalyzerHarness.Generate((CSharpCompilation)(await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!);
        var errors = compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error);
        return [.. errors.Concat(await DiagnosticsAsync(fix, document.Project)).Select(d => d.ToString())];
    }

    /// <summary>The additional file of a project after all places are fixed at once.</summary>
    public static async Task<string> ApplyToFileAsync(CodeFixProvider fix, string source, string name, string text)
    {
        var document = Open(source).Project.AddAdditionalDocument(name, text).Project.Documents.Single(d => d.Name == FileName);
        Assert.True(await FirstAsync(fix, document) is not null);
        var (_, action) = (await FirstAsync(fix, document))!.Value;
        var context = new FixAllContext(
            document, fix, FixAllScope.Project, action.EquivalenceKey!, fix.FixableDiagnosticIds, new Found(fix), TestContext.Current.CancellationToken);
        var all = await fix.GetFixAllProvider()!.GetFixAsync(context);
        document = await ChangedAsync(Assert.IsAssignableFrom<CodeAction>(all), document);
        Assert.Null(await FirstAsync(fix, document));
        return (await document.Project.AdditionalDocuments.Single().GetTextAsync(TestContext.Current.CancellationToken)).ToString();
    }

    private static Document Open(string source)
    {
        var template = Compilations.Create(source);
        var project = new AdhocWorkspace().CurrentSolution.AddProject("Shop.App", "Shop.App", LanguageNames.CSharp)
            .WithCompilationOptions(template.Options).WithParseOptions(Compilations.ParseOptions).WithMetadataReferences(Compilations.References);
        foreach (var tree in template.SyntaxTrees)
            project = project.AddDocument(tree.FilePath, tree.GetText(TestContext.Current.CancellationToken), filePath: tree.FilePath).Project;
        return project.Documents.Single(document => document.Name == FileName);
    }

    private static async Task<(Diagnostic, CodeAction)?> FirstAsync(CodeFixProvider fix, Document document)
    {
        foreach (var diagnostic in await DiagnosticsAsync(fix, document.Project))
        {
            var actions = new List<CodeAction>();
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
            if (actions.Count > 0) return (diagnostic, Assert.Single(actions));
        }
        return null;
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(CodeFixProvider fix, Project project)
    {
        var compilation = AnalyzerHarness.Generate((CSharpCompilation)(await project.GetCompilationAsync(TestContext.Current.CancellationToken))!);
        var found = await compilation.WithAnalyzers(AnalyzerHarness.All, project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, d => d.Id == "AD0001");
        return [.. found.Where(d => fix.FixableDiagnosticIds.Contains(d.Id) && d.Location.SourceTree?.FilePath == FileName).OrderBy(d => d.Location.SourceSpan.Start)];
    }

    private static async Task<Document> ChangedAsync(CodeAction action, Document document)
    {
        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
    }

    private static async Task<string> TextAsync(Document document) => (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();

    private sealed class Found(CodeFixProvider fix) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await DiagnosticsAsync(fix, project);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => document.Name == FileName ? await DiagnosticsAsync(fix, document.Project) : [];

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
