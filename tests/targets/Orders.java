// The form of `forms` in Swing: java Orders.java FILE, where FILE has a line for each control:
// key, kind, words, value, red, green, blue; tabs between. The first line: title, scale, background, ink.

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JRadioButton;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;
import javax.swing.UIManager;

public class Orders {
    public static void main(String[] arguments) throws Exception {
        List<String> lines = Files.readAllLines(Path.of(arguments[0]));
        SwingUtilities.invokeLater(() -> show(lines));
    }

    static void show(List<String> lines) {
        String[] head = lines.get(0).split("\t");
        Color background = Color.decode(head[1]);
        Color ink = Color.decode(head[2]);
        UIManager.put("swing.boldMetal", Boolean.FALSE);
        JFrame frame = new JFrame(head[0]);
        JPanel panel = new JPanel(new GridBagLayout());
        panel.setBackground(background);
        GridBagConstraints place = new GridBagConstraints();
        place.insets = new Insets(4, 8, 4, 8);
        place.anchor = GridBagConstraints.WEST;
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split("\t", -1);
            JComponent made = made(fields[1], fields[2], fields[3]);
            made.setName(fields[0]);
            made.setForeground(ink);
            made.setBackground(background);
            made.setFont(new Font("DejaVu Sans", Font.PLAIN, 13));
            Color edge = new Color(number(fields[4]), number(fields[5]), number(fields[6]));
            made.setBorder(BorderFactory.createCompoundBorder(
                BorderFactory.createLineBorder(edge), BorderFactory.createEmptyBorder(4, 10, 4, 10)));
            place.gridx = 0;
            if (fields[1].equals("textbox")) {
                JLabel label = new JLabel(fields[2]);
                label.setForeground(ink);
                label.setLabelFor(made);
                panel.add(label, place);
                place.gridx = 1;
            }
            panel.add(made, place);
            place.gridy = panel.getComponentCount();
        }
        frame.setContentPane(panel);
        frame.setDefaultCloseOperation(JFrame.EXIT_ON_CLOSE);
        frame.pack();
        frame.setVisible(true);
    }

    static JComponent made(String kind, String words, String value) {
        switch (kind) {
            case "textbox":
                JTextField field = new JTextField(value, 10);
                field.getCaret().setBlinkRate(0);
                return field;
            case "checkbox":
                JCheckBox box = new JCheckBox(words);
                box.setBorderPainted(true);
                return box;
            case "radio":
                JRadioButton radio = new JRadioButton(words);
                radio.setBorderPainted(true);
                return radio;
            default:
                JButton button = new JButton(words);
                button.setContentAreaFilled(false);
                button.setFocusPainted(false);
                return button;
        }
    }

    static int number(String text) {
        return Integer.parseInt(text);
    }
}
