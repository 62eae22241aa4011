package io.jenkins.plugins.autoperf.chart;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.entity.ChartEntity;
import org.jfree.chart.entity.EntityCollection;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Draws a chart through Batik and writes its shapes as small, inert SVG: only known elements and attributes pass, colours
 * become classes, text stays text.
 */
final class SvgRenderer {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final FontRenderContext UNSCALED = new FontRenderContext(null, true, true);
    private static final List<String> STYLE =
            List.of("fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "transform");
    /** What of each element is kept. A clip is not: the charts choose their ranges so that nothing leaves the plot. */
    private static final Map<String, List<String>> SHAPES = Map.of(
            "path", List.of("d"),
            "polygon", List.of("points"),
            "polyline", List.of("points"),
            "line", List.of("x1", "y1", "x2", "y2"),
            "rect", List.of("x", "y", "width", "height"),
            "circle", List.of("cx", "cy", "r"),
            "ellipse", List.of("cx", "cy", "rx", "ry"));

    private final StringBuilder out = new StringBuilder(4096);

    private SvgRenderer() {}

    static Svg draw(Chart chart) {
        int width = chart.width();
        int height = chart.height();
        JFreeChart plot = chart.plot(Palette.STAND_INS);
        SVGGraphics2D graphics = new SVGGraphics2D(context(), false);
        graphics.setSVGCanvasSize(new Dimension(width, height));
        ChartRenderingInfo info = new ChartRenderingInfo();
        plot.draw(graphics, new Rectangle2D.Double(0, 0, width, height), info);
        SvgRenderer renderer = new SvgRenderer();
        renderer.out.append("<svg class=\"ap-chart\" role=\"img\" viewBox=\"0 0 ").append(width).append(' ');
        renderer.out.append(height).append("\"><title>").append(escape(chart.title())).append("</title><desc>");
        renderer.out.append(escape(chart.description())).append("</desc>");
        renderer.walk(graphics.getRoot(), Map.of());
        renderer.links(info.getEntityCollection());
        return new Svg(renderer.out.append("</svg>").toString());
    }

    private static SVGGeneratorContext context() {
        try {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
            context.setPrecision(1);
            return context;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void walk(Element element, Map<String, String> inherited) {
        Map<String, String> style = new HashMap<>(inherited);
        for (String name : STYLE) {
            String value = element.getAttribute(name);
            if (!value.isEmpty()) {
                style.merge(name, value, (outer, inner) -> name.equals("transform") ? outer + inner : inner);
            }
        }
        String tag = element.getTagName();
        if (tag.equals("text")) {
            text(element, style);
        } else if (SHAPES.containsKey(tag)) {
            shape(element, style);
        } else if (tag.equals("svg") || tag.equals("g")) {
            for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
                if (child instanceof Element inner) {
                    walk(inner, style);
                }
            }
        }
    }

    private void shape(Element element, Map<String, String> style) {
        String stroke = style.getOrDefault("stroke", "none");
        boolean stroked = !stroke.equals("none");
        String colour = stroked ? stroke : style.getOrDefault("fill", "none");
        if (colour.equals("none")) {
            return;
        }
        out.append('<').append(element.getTagName());
        attribute("class", "ap-" + (stroked ? "s-" : "f-") + Ink.of(colour).name);
        for (String name : SHAPES.get(element.getTagName())) {
            attribute(name, element.getAttribute(name));
        }
        if (stroked) {
            optional("stroke-width", style.getOrDefault("stroke-width", "1"), "1");
            optional("stroke-dasharray", style.getOrDefault("stroke-dasharray", "none"), "none");
        }
        optional("transform", style.getOrDefault("transform", ""), "");
        out.append("/>");
    }

    /** Batik places text by its left end as Java measured it; the reader's font is another, so it is anchored anew. */
    private void text(Element element, Map<String, String> style) {
        String content = element.getTextContent();
        Ink ink = Ink.of(style.get("fill"));
        boolean bold = style.getOrDefault("font-weight", "normal").equals("bold");
        double size = Double.parseDouble(style.getOrDefault("font-size", "12").replace("px", ""));
        Font font = new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size);
        double width = width(content, font);
        double x = Double.parseDouble(element.getAttribute("x"))
                + switch (ink.anchor) {
                    case START -> 0;
                    case MIDDLE -> width / 2;
                    case END -> width;
                };
        out.append("<text");
        if (ink.anchor != Ink.Anchor.START) {
            attribute("class", ink.anchor == Ink.Anchor.END ? "e" : "m");
        }
        attribute("x", coordinate(x));
        attribute("y", element.getAttribute("y"));
        optional("font-weight", bold ? "bold" : "normal", "normal");
        optional("transform", style.getOrDefault("transform", ""), "");
        out.append('>').append(escape(content)).append("</text>");
    }

    /**
     * Clear rectangles over the points that lead somewhere. They are a short cut for the mouse, and no stops of the tab key:
     * the page has the same links in a list.
     */
    private void links(EntityCollection entities) {
        for (int e = 0; e < entities.getEntityCount(); e++) {
            ChartEntity entity = entities.getEntity(e);
            if (entity.getURLText() != null) {
                Rectangle2D area = entity.getArea().getBounds2D();
                out.append("<a");
                attribute("href", entity.getURLText());
                attribute("tabindex", "-1");
                out.append("><title>").append(escape(entity.getToolTipText())).append("</title><rect");
                attribute("class", "ap-link");
                attribute("fill-opacity", "0");
                attribute("x", coordinate(area.getX()));
                attribute("y", coordinate(area.getY()));
                attribute("width", coordinate(area.getWidth()));
                attribute("height", coordinate(area.getHeight()));
                out.append("/></a>");
            }
        }
    }

    private static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static double width(String text, Font font) {
        return font.getStringBounds(text, UNSCALED).getWidth();
    }

    private void optional(String name, String value, String usual) {
        if (!value.equals(usual)) {
            attribute(name, value);
        }
    }

    private void attribute(String name, String value) {
        out.append(' ').append(name).append("=\"").append(escape(value)).append('"');
    }

    private static String escape(String text) {
        return Markup.escape(text);
    }
}
