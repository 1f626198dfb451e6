using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.CodeFixes;

/// <summary>Where a rule spoke.</summary>
/// <param name="Root">The file.</param>
/// <param name="Node">The smallest node that the diagnostic covers.</param>
/// <param name="Model">What the file means.</param>
/// <param name="CancellationToken">The user has gone on.</param>
internal sealed record FaultyPlace(SyntaxNode Root, SyntaxNode Node, SemanticModel Model, CancellationToken CancellationToken)
{
    /// <summary>The method around the place.</summary>
    public MethodDeclarationSyntax? Method => Node.FirstAncestorOrSelf<MethodDeclarationSyntax>();

    /// <summary>The name of the flow's token parameter; null for none.</summary>
    public string? Token => Method?.ParameterList.Parameters
        .FirstOrDefault(parameter => parameter.Type?.ToString().EndsWith("CancellationToken", StringComparison.Ordinal) == true)?.Identifier.ValueText;

    /// <summary>A member of the library's <c>Flow</c>.</summary>
    public bool IsFlowMember(SyntaxNode node, string name)
        => Model.GetSymbolInfo(node, CancellationToken).Symbol is { ContainingType: { Name: "Flow", ContainingNamespace: { } space } } symbol
            && symbol.Name == name && space.ToDisplayString() == "RunkonFlow.Typed";
}
