using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace RunkonFlow.Typed.Generators.Tests.Corpus;

/// <summary>
/// One program of the corpus. The files under <c>Programs</c> hold many, each below a line <c>// === Its_name</c>. A line
/// that must be refused ends in a comment: the rule's id, then words that its message must hold.
/// </summary>
internal sealed partial record CorpusProgram(string Name, string Text)
{
    private const string Separator = "// === ";
    private const string Folder = "Corpus/";

    private static readonly Assembly Here = typeof(CorpusProgram).Assembly;
    private static readonly SyntaxTree Globals = Parse("Globals.cs", Resource("Globals.cs"));
    private static readonly SyntaxTree Types = Parse("Types.cs", Resource("Types.cs"));
    private static readonly SyntaxTree Frame = Parse("Frame.cs", Resource("Frame.cs"));

    /// <summary>An assembly of steps, to be called from other assemblies.</summary>
    public static MetadataReference Library { get; } = Compiled(Parse("Library.cs", Resource("Library.cs")));

    public static IReadOnlyDictionary<string, CorpusProgram> Wrong { get; } = Read("Wrong/");

    public static IReadOnlyDictionary<string, CorpusProgram> Right { get; } = Read("Right/");

    /// <summary>Statements that are wrong wherever they stand; not programs by themselves.</summary>
    public static IReadOnlyDictionary<string, CorpusProgram> NestedStatements { get; } = Read("Nested.cs");

    /// <summary>What the program's marked line promises, or null if no line is marked.</summary>
    public ExpectedDiagnostic? Expected => ExpectedDiagnostic.In(Text);

    /// <summary>The program as it would stand in a project: beside the frame, if it consists of members of it.</summary>
    public IEnumerable<SyntaxTree> Trees()
        => IsFileOfItsOwn() ? [Globals, Types, Parse("Program.cs", Text)] : [Globals, Types, Frame, Parse("Program.cs", InFrame(Text))];

    /// <summary>The same program with the expected diagnostic switched off around its line.</summary>
    public CorpusProgram WithPragma(ExpectedDiagnostic expected)
    {
        var lines = Text.Split('\n');
        lines[expected.Line] = $"#pragma warning disable {expected.Id}\n{lines[expected.Line]}\n#pragma warning restore {expected.Id}";
        return this with { Text = string.Join('\n', lines) };
    }

    public static CorpusProgram OfMembers(string name, string members) => new(name, members);

    private bool IsFileOfItsOwn() => FileStart().IsMatch(Text);

    private static string InFrame(string members)
        => $"namespace Shop;\n\npublic sealed partial class Ordering\n{{\n{members}\n}}\n";

    private static SyntaxTree Parse(string path, string text)
        => CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), CommandLineBuild.ParseOptions, path);

    private static PortableExecutableReference Compiled(SyntaxTree tree)
    {
        var image = new MemoryStream();
        var emitted = CSharpCompilation.Create("Library", [tree], Compilations.References, new(OutputKind.DynamicallyLinkedLibrary)).Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static Dictionary<string, CorpusProgram> Read(string folder)
        => Here.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder + folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(name => Split(Path.GetFileNameWithoutExtension(name), Resource(name[Folder.Length..])))
            .ToDictionary(program => program.Name);

    private static IEnumerable<CorpusProgram> Split(string file, string text)
        => text.Split(Separator, StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('\n', 2))
            .Select(part => new CorpusProgram($"{file}/{part[0].Trim()}", part[1]));

    private static string Resource(string path)
    {
        using var reader = new StreamReader(Here.GetManifestResourceStream(Folder + path)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"^(using|namespace|\[Workflow)", RegexOptions.Multiline)]
    private static partial Regex FileStart();
}
