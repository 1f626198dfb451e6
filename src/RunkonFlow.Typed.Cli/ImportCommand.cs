using System.CommandLine;
using RunkonFlow.Typed.Import;

namespace RunkonFlow.Typed.Cli;

/// <summary><c>runkonflow import</c>: reads <c>.wf</c> files and writes C#.</summary>
internal static class ImportCommand
{
    private const int Refused = 1;

    public static Command Create()
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "A .wf file, or a folder whose .wf files are imported together.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--output", "-o") { Description = "The folder to write to.", DefaultValueFactory = static _ => "." };
        var targetNamespace = new Option<string>("--namespace", "-n") { Description = "The namespace of the C#.", DefaultValueFactory = static _ => new ImportOptions().Namespace };
        var force = new Option<bool>("--force") { Description = "Writes over files that exist." };
        targetNamespace.Validators.Add(static result =>
        {
            if (!IsNamespace(result.GetValueOrDefault<string>())) result.AddError("--namespace takes names with dots between them, such as Acme.Workflows.");
        });
        paths.Validators.Add(static result =>
        {
            foreach (var path in result.Tokens.Select(static token => token.Value).Where(static path => !File.Exists(path) && !Directory.Exists(path)))
                result.AddError($"There is no file or folder '{path}'.");
        });

        var command = new Command("import", "Writes the .wf files of runkon-flow as C#, once: what comes out is yours.") { paths, output, targetNamespace, force };
        command.SetAction(parsed => Import(
            parsed.GetRequiredValue(paths), parsed.GetRequiredValue(output), parsed.GetRequiredValue(targetNamespace), parsed.GetValue(force),
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Import(string[] paths, string folder, string targetNamespace, bool force, TextWriter output, TextWriter error)
    {
        var files = FilesOf(paths).ToList();
        if (files.Count == 0)
        {
            error.WriteLine("There is no .wf file.");
            return RunkonflowCommand.UsageError;
        }
        var result = WorkflowImport.Import(files.Select(static file => new WorkflowSource(file, File.ReadAllText(file))), new() { Namespace = targetNamespace });
        foreach (var finding in result.Findings) (finding.Severity == FindingSeverity.Error ? error : output).WriteLine(finding);

        var standing = result.Files.Select(file => Path.Combine(folder, file.Name)).Where(File.Exists).ToList();
        if (standing.Count > 0 && !force)
        {
            foreach (var file in standing) error.WriteLine($"{file}: error: The file exists; nothing was written. Use another --output, or --force to write over it.");
            return Refused;
        }
        if (!result.Files.IsEmpty) Directory.CreateDirectory(folder);
        foreach (var file in result.Files) File.WriteAllText(Path.Combine(folder, file.Name), file.Text);
        output.WriteLine($"{result.Imported} of {files.Count} workflows imported: {result.Files.Length} files in {folder}.");
        return result.Refused > 0 ? Refused : 0;
    }

    private static IEnumerable<string> FilesOf(string[] paths) => paths.SelectMany(FilesOf).DistinctBy(Path.GetFullPath);

    private static IEnumerable<string> FilesOf(string path)
        => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.wf", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];

    private static bool IsNamespace(string? name)
        => name is not null && name.Split('.').All(static part => part.Length > 0 && !char.IsDigit(part[0]) && part.All(static c => char.IsLetterOrDigit(c) || c == '_'));
}
