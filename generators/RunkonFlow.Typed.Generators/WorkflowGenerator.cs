using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Emission;
using RunkonFlow.Typed.Generators.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators;

/// <summary>
/// Emits two files for each class with <c>[Workflow]</c>. The surface is what users name: it is made from members alone and
/// stays cached on every edit that does not change them. The machine is what the engine runs: it is made from the flow's
/// body, and skipped while code is being edited. Diagnostics about users' code are the analyzers' business.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class WorkflowGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var surfaces = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.WorkflowAttribute, IsClass, ReadSurface)
            .Where(static surface => surface is not null)
            .Select(static (surface, _) => surface!)
            .WithTrackingName(TrackingNames.Surface);

        var registrations = surfaces
            .Where(static surface => surface.Workflow is { IsVisibleInAssembly: true })
            .Select(static (surface, _) => new RegistrationModel(surface.Workflow!.Type))
            .WithTrackingName(TrackingNames.Registration);

        var facts = context.CompilationProvider
            .Select(static (compilation, _) => CompilationReader.Read(compilation))
            .WithTrackingName(TrackingNames.Facts);

        var machines = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.WorkflowAttribute, IsClass, ReadMachine)
            .Where(static machine => machine is not null)
            .Select(static (machine, _) => machine!)
            .WithTrackingName(TrackingNames.Machine);

        context.RegisterSourceOutput(surfaces, WriteSurface);
        context.RegisterSourceOutput(registrations.Collect().Combine(facts), static (output, pair) =>
        {
            var (workflows, assembly) = pair;
            if (assembly.HasBuilder && workflows.Length > 0)
                output.AddSource("RunkonFlow.Workflows.g.cs", RegistrationEmitter.Emit(assembly, workflows));
        });
        context.RegisterImplementationSourceOutput(machines, WriteMachine);
    }

    private static bool IsClass(SyntaxNode node, CancellationToken _) => node is TypeDeclarationSyntax;

    private static SurfaceModel? ReadSurface(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (!IsFirst(context) || context.TargetSymbol is not INamedTypeSymbol type) return null;
        var name = TypeNames.MetadataName(type);
        try
        {
            var reading = WorkflowParser.Parse(type, cancellationToken);
            return new SurfaceModel(name, reading.Model, Fault: null);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return new SurfaceModel(name, Workflow: null, OneLine(fault));
        }
    }

    private static MachineModel? ReadMachine(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (!IsFirst(context) || context.TargetSymbol is not INamedTypeSymbol type) return null;
        var name = TypeNames.MetadataName(type);
        var compilation = context.SemanticModel.Compilation;
        try
        {
            var isValid = WorkflowParser.Parse(type, cancellationToken).Model is { IsValid: true };
            var text = isValid ? MachineSource.Create(type, compilation, cancellationToken) : null;
            return new MachineModel(name, text, Fault: null);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return new MachineModel(name, Text: null, OneLine(fault));
        }
    }

    /// <summary>An attribute wrongly given on two parts of a class must not make two files of one name.</summary>
    private static bool IsFirst(GeneratorAttributeSyntaxContext context)
        => context.TargetSymbol.GetAttributes()
            .First(attribute => attribute.AttributeClass is { } type && TypeNames.MetadataName(type) == KnownNames.WorkflowAttribute)
            .ApplicationSyntaxReference is { } reference
            && reference.SyntaxTree == context.TargetNode.SyntaxTree
            && context.TargetNode.Span.Contains(reference.Span);

    private static void WriteSurface(SourceProductionContext output, SurfaceModel surface)
    {
        Report(output, surface.Class, surface.Fault);
        if (surface.Workflow is not { } workflow) return;
        try
        {
            output.AddSource(HintName.Of(surface.Class, "Workflow"), SurfaceEmitter.Emit(workflow));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Report(output, surface.Class, OneLine(fault));
        }
    }

    private static void WriteMachine(SourceProductionContext output, MachineModel machine)
    {
        Report(output, machine.Class, machine.Fault);
        if (machine.Text is { } text) output.AddSource(HintName.Of(machine.Class, "Machine"), text);
    }

    // The one diagnostic that the generator reports itself: no analyzer can know of it. It has no place in the user's code.
    private static void Report(SourceProductionContext output, string name, string? fault)
    {
        if (fault is not null) output.ReportDiagnostic(Diagnostic.Create(InternalRules.GeneratorFailed, Location.None, name, fault));
    }

    private static string OneLine(Exception fault)
        => $"{fault.GetType().Name}: {fault.Message} {fault.StackTrace}".Replace("\r", "").Replace("\n", " ");
}
